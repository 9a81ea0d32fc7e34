import vm from 'node:vm';
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node';

/**
 * Jest's environment of Node with an ordinary object as the global one. Jest puts a proxy in its place, which it needs to tidy up
 * after a test file, and V8 asks it for each name that is looked up, also for `Math` and `Array`: what computes spends two thirds
 * of its time on that.
 */
export default class PlainGlobalEnvironment extends NodeEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
