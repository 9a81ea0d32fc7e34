import { InMemoryKeyStore } from './in-memory-key-store.ts';
import { keyStoreConformance } from './key-store.conformance.ts';

keyStoreConformance('InMemoryKeyStore', async () => new InMemoryKeyStore());
