import type { RuleDefinition, RuleVersion } from '@linetwin/contracts';
import { TEST_SPINDLE } from '@linetwin/testing';

export function testDefinition(changed: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    name: { zh: '主轴温升过快', en: 'Spindle warms too fast' },
    expression: 'value("temperature") > 60',
    scope: { of: 'machine', equipment: TEST_SPINDLE },
    onDelayS: 0,
    offDelayS: 0,
    priority: 3,
    message: { zh: '检查主轴冷却', en: 'Check the cooling of the spindle' },
    ...changed,
  };
}

export function testVersion(changed: Partial<RuleVersion> = {}): RuleVersion {
  return {
    version: 1,
    definition: testDefinition(),
    by: '李伟',
    at: 1000,
    reason: 'first of all',
    ...changed,
  };
}
