import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/** What is personal about a party and is kept as one encrypted value. */
export interface PersonalData {
  idNumber?: string | undefined
  mobile?: string | undefined
  card?: string | undefined
  account?: string | undefined
  address?: string | undefined
  email?: string | undefined
  contactName?: string | undefined
}

export type BlindField =
  | 'id-number'
  | 'mobile'
  | 'card'
  | 'credit-code'
  | 'email'
  | 'address'
  | 'fact'
  | 'import-row'

const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag, bound to the place named by `aad`. */
function seal(key: KeyObject, aad: string, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(aad))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws when a byte was changed or the value was moved to another place. */
function open(key: KeyObject, aad: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes))
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const body = sealed.subarray(ivBytes, sealed.length - tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()])
}

export interface SealedParty {
  wrapped: Buffer
  pii: Buffer
  keyVersion: number
}

/**
 * The keys of one institution: they wrap a data key per party and make the blind indexes.
 * Key objects, because Node takes four times as long over a key that is a buffer.
 */
export class InstitutionKeys {
  readonly institutionId: string
  readonly version: number
  readonly #wrapping: ReadonlyMap<number, KeyObject>
  readonly #index: KeyObject

  constructor(institutionId: string, wrapping: ReadonlyMap<number, KeyObject>, index: KeyObject) {
    this.institutionId = institutionId
    this.#wrapping = wrapping
    this.#index = index
    this.version = Math.max(...wrapping.keys())
  }

  #key(version: number): KeyObject {
    const key = this.#wrapping.get(version)
    if (!key) throw new Error(`key version ${version} is not loaded`)
    return key
  }

  #place(table: string, id: string, version: number): string {
    return `${table}|${this.institutionId}|${id}|${version}`
  }

  #dataKey(partyId: string, wrapped: Buffer, keyVersion: number): KeyObject {
    const place = this.#place('party_key', partyId, keyVersion)
    return createSecretKey(open(this.#key(keyVersion), place, wrapped))
  }

  /** Encrypts a party's data under a fresh data key of its own. */
  sealParty(partyId: string, data: PersonalData): SealedParty {
    const dataKey = randomBytes(32)
    const version = this.version
    return {
      wrapped: seal(this.#key(version), this.#place('party_key', partyId, version), dataKey),
      pii: seal(
        createSecretKey(dataKey),
        this.#place('customer', partyId, version),
        Buffer.from(JSON.stringify(data)),
      ),
      keyVersion: version,
    }
  }

  /** Encrypts changed data of a party under the data key it already has. */
  resealParty(partyId: string, wrapped: Buffer, keyVersion: number, data: PersonalData): Buffer {
    const dataKey = this.#dataKey(partyId, wrapped, keyVersion)
    return seal(
      dataKey,
      this.#place('customer', partyId, keyVersion),
      Buffer.from(JSON.stringify(data)),
    )
  }

  openParty(partyId: string, wrapped: Buffer, keyVersion: number, pii: Buffer): PersonalData {
    const dataKey = this.#dataKey(partyId, wrapped, keyVersion)
    const data: PersonalData = JSON.parse(
      open(dataKey, this.#place('customer', partyId, keyVersion), pii).toString('utf8'),
    )
    return data
  }

  /** Encrypts bytes that belong to the institution: a file, a refused row. */
  sealBytes(table: string, id: string, plain: Buffer): Buffer {
    const version = Buffer.alloc(2)
    version.writeUInt16BE(this.version)
    const place = this.#place(table, id, this.version)
    return Buffer.concat([version, seal(this.#key(this.version), place, plain)])
  }

  openBytes(table: string, id: string, sealed: Buffer): Buffer {
    const version = sealed.readUInt16BE(0)
    return open(this.#key(version), this.#place(table, id, version), sealed.subarray(2))
  }

  /** Keyed digest of a whole normalised value: exact search without decrypting. */
  blindIndex(field: BlindField, value: string): Buffer {
    return createHmac('sha256', this.#index).update(`${field}|${value}`).digest()
  }

  /**
   * Keyed digest of the last four characters. It leaks which parties share them; with a thousandth
   * of a percent of all values behind each digest that is the price of searching by the tail.
   */
  lastFour(field: BlindField, value: string): Buffer {
    const digest = createHmac('sha256', this.#index).update(`${field}|last4|${value.slice(-4)}`)
    return digest.digest().subarray(0, 16)
  }
}

export interface WrappedInstitutionKey {
  version: number
  wrapped: Buffer
}

/** Opens institutions' keys with the master key, which never touches the database. */
export class Keyring {
  readonly #master: KeyObject
  readonly #opened = new Map<string, InstitutionKeys>()

  constructor(master: Buffer) {
    if (master.length !== 32) throw new RangeError('the master key has 32 bytes')
    const derived = hkdfSync('sha256', master, '', 'banyan institution keys', 32)
    this.#master = createSecretKey(Buffer.from(derived))
  }

  /** A new institution's first key: 32 bytes to wrap with, 32 to index with. */
  makeKey(institutionId: string, version: number): Buffer {
    return seal(this.#master, `institution_key|${institutionId}|${version}`, randomBytes(64))
  }

  opened(institutionId: string): InstitutionKeys | undefined {
    return this.#opened.get(institutionId)
  }

  open(institutionId: string, keys: readonly WrappedInstitutionKey[]): InstitutionKeys {
    const plain = keys.map(({ version, wrapped }): [number, Buffer] => [
      version,
      open(this.#master, `institution_key|${institutionId}|${version}`, wrapped),
    ])
    const first = plain.find(([version]) => version === 1)
    if (!first) throw new Error('the institution has no first key')
    const wrapping = new Map(
      plain.map(([version, key]) => [version, createSecretKey(key.subarray(0, 32))]),
    )
    const index = createSecretKey(first[1].subarray(32))
    const keysOf = new InstitutionKeys(institutionId, wrapping, index)
    this.#opened.set(institutionId, keysOf)
    return keysOf
  }
}
