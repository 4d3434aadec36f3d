import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { appRole } from './roles.ts'

const quiet = new Logger(() => () => undefined)

/** The tables of the job queue, in a schema of their own, brought up to date and opened to the serving role. */
export async function migrateJobQueue(owner: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: owner, logger: quiet })
  await owner.query(`
    grant usage on schema graphile_worker to ${appRole};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${appRole};
    do $$
    declare
      walled text;
    begin
      for walled in
        select relname from pg_class
        where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
          and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'of_the_workers')
      loop
        execute format('create policy of_the_workers on graphile_worker.%I to ${appRole} using (true) with check (true)', walled);
      end loop;
    end
    $$`)
}
