import { auditLogConformance } from './audit-log.conformance.ts';
import { InMemoryAuditLog } from './in-memory-audit-log.ts';

auditLogConformance('InMemoryAuditLog', async () => new InMemoryAuditLog());
