import { ChannelHub, InMemoryPlantChannel } from './in-memory-plant-channel.ts';
import { InMemoryLeaseStore } from './in-memory-lease-store.ts';
import { leaseStoreConformance } from './lease-store.conformance.ts';
import { plantChannelConformance } from './plant-channel.conformance.ts';

leaseStoreConformance('InMemoryLeaseStore', async () => {
  const store = new InMemoryLeaseStore();
  return { store, other: store, dispose: async () => undefined };
});

plantChannelConformance('InMemoryPlantChannel', async () => {
  const hub = new ChannelHub();
  return { open: () => new InMemoryPlantChannel(hub), dispose: async () => undefined };
});
