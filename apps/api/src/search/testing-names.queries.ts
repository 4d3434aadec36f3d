import { withClient } from '@banyan/database/roles'

/** Names as an earlier release kept them: in both scripts, without single characters. */
export async function spoilNames(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query(`update party_name set plain = lower(name), grams = '{}'`)
    await client.query('delete from name_index')
  })
}
