/** What a person may do, each role all that the one before it may: see, acknowledge, change the plant, change who may. */
export const USER_ROLES = ['viewer', 'operator', 'engineer', 'admin'] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** True when `role` may do what `needed` may. */
export function roleReaches(role: UserRole, needed: UserRole): boolean {
  return USER_ROLES.indexOf(role) >= USER_ROLES.indexOf(needed);
}
