import { locateDatabase } from '@banyan/database/locate'
import { withClient } from '@banyan/database/roles'

async function onSessions(statement: string, login: string): Promise<void> {
  const stateFolder = process.env['BANYAN_E2E_FOLDER'] ?? ''
  const { appUrl } = await locateDatabase({ stateFolder, mayJoin: true })
  await withClient(appUrl, (client) => client.query(statement, [login]))
}

const ofLogin = 'account_id = (select id from account where login_name = $1)'

/** Ends every session of a login, as the idle time does. */
export const expireSessions = (login: string) =>
  onSessions(`delete from session where ${ofLogin}`, login)

/** The password was given too long ago for a grave act. */
export const ageSignIn = (login: string) =>
  onSessions(`update session set fresh_until = now() - interval '1 minute' where ${ofLogin}`, login)
