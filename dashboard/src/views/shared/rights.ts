import type { UserRole } from '@linetwin/contracts';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../live/account.ts';

/** Why the one who looks may not do what needs this role; `undefined` when it is allowed. */
export function useReasonAgainst(role: UserRole): string | undefined {
  const { t } = useTranslation();
  const account = useAccount();
  const may = useMay(role);
  if (may) return undefined;
  const needed = t(`access.role.${role}`);
  if (account.kind === 'nobody') return t('access.reasonSignIn', { needed });
  return t('access.reasonRole', { needed, own: t(`access.role.${account.role ?? 'viewer'}`) });
}

/** Why the one who looks may not acknowledge; `undefined` where it is allowed, also under a typed name. */
export function useReasonAgainstAcknowledging(): string | undefined {
  const { acknowledgeByName } = useAccount();
  const reason = useReasonAgainst('operator');
  return acknowledgeByName ? undefined : reason;
}

/** Why the one who looks may not note on times: engineers may, and whoever sits at a server that is open to its own machine. */
export function useReasonAgainstNoting(): string | undefined {
  const { acknowledgeByName } = useAccount();
  const reason = useReasonAgainst('engineer');
  return acknowledgeByName ? undefined : reason;
}
