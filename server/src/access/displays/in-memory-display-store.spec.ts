import { displayStoreConformance } from './display-store.conformance.ts';
import { InMemoryDisplayStore } from './in-memory-display-store.ts';

displayStoreConformance('InMemoryDisplayStore', async () => new InMemoryDisplayStore());
