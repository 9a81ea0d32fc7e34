import type { Logger } from 'pino';
import type { AccessSettings } from '../config/access-settings.ts';
import type { RecordsDatabase } from '../records/records-database.ts';
import type { Outbox } from '../spool/outbox.port.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { DisplaysService } from './displays/displays.service.ts';
import { Identifier } from './identifier.ts';
import { KeyMachineGate } from './keys/key-machine-gate.ts';
import { KeysService } from './keys/keys.service.ts';
import { groundOf, TableLiveDoor } from './live-door.ts';
import { OidcDirectory } from './sessions/oidc-directory.ts';
import { Passwords } from './users/passwords.ts';
import { Sessions } from './sessions/sessions.ts';
import { SignInAttempts } from './sessions/sign-in-attempts.ts';
import { SqlAuditLog } from './audit/sql-audit-log.ts';
import { SqlDisplayStore } from './displays/sql-display-store.ts';
import { SqlKeyStore } from './keys/sql-key-store.ts';
import { SqlSessionStore } from './sessions/sql-session-store.ts';
import { SqlUserStore } from './users/sql-user-store.ts';
import { FIRST_ADMIN, UsersService } from './users/users.service.ts';

/** Everything of access in one process, made and started together. */
export class AccessRoom {
  readonly trail: AuditTrail;
  readonly sessions: Sessions;
  readonly users: UsersService;
  readonly keys: KeysService;
  readonly gate: KeyMachineGate;
  readonly displays: DisplaysService;
  /** The plant's identity provider, where there is one. */
  readonly directory: OidcDirectory | undefined;
  readonly identifier: Identifier;
  readonly door: TableLiveDoor;
  private readonly records: RecordsDatabase;
  private readonly say: (line: string) => void;

  constructor(parts: {
    records: RecordsDatabase;
    outbox: Outbox;
    settings: AccessSettings;
    logger: Logger;
    /** Writes to the console, and only there: what is said is in no log. */
    say: (line: string) => void;
  }) {
    const { records, outbox, settings, logger } = parts;
    const users = new SqlUserStore(records);
    this.records = records;
    this.say = parts.say;
    this.trail = new AuditTrail({ log: new SqlAuditLog(records), outbox, logger });
    this.sessions = new Sessions({ store: new SqlSessionStore(records), users, logger });
    this.users = new UsersService({
      users,
      sessions: this.sessions,
      passwords: new Passwords(),
      attempts: new SignInAttempts(),
    });
    this.keys = new KeysService(new SqlKeyStore(records));
    this.gate = new KeyMachineGate(this.keys, settings.login);
    this.displays = new DisplaysService(new SqlDisplayStore(records));
    this.identifier = new Identifier(settings, this.sessions, this.keys, this.displays);
    this.directory = settings.oidc && new OidcDirectory(settings.oidc, settings.publicUrl!);
    this.door = new TableLiveDoor(this.identifier, (listener) => [
      this.sessions.onEnded((ended) =>
        listener('userId' in ended ? groundOf.person(ended.userId) : groundOf.session(ended.sessionId)),
      ),
      this.keys.onRevoked((kind, id) => kind === 'token' && listener(groundOf.token(id))),
      this.displays.onRevoked((id) => listener(groundOf.display(id))),
    ]);
  }

  async start(): Promise<void> {
    this.trail.start();
    this.sessions.start();
    await this.records.onceReady(() => this.makeFirstAdmin());
  }

  private async makeFirstAdmin(): Promise<void> {
    const password = await this.users.makeFirstAdmin();
    if (password === undefined) return;
    await this.trail.record({
      actorKind: 'server',
      actorId: null,
      actor: '',
      address: '',
      action: 'user.create',
      subject: FIRST_ADMIN,
      outcome: 'done',
      after: { login: FIRST_ADMIN, role: 'admin' },
    });
    this.say(
      `First admin: sign in as "${FIRST_ADMIN}" with the password ${password} (shown this once; change it at the first sign-in)`,
    );
  }

  async stop(): Promise<void> {
    this.sessions.stop();
    await this.trail.stop();
  }
}
