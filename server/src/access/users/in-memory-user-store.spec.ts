import { InMemoryUserStore } from './in-memory-user-store.ts';
import { userStoreConformance } from './user-store.conformance.ts';

userStoreConformance('InMemoryUserStore', async () => new InMemoryUserStore());
