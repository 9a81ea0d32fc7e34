import type { RuleTexts } from '../../locales/rules-zh.ts';

/** Faults of bearing lines (domain.md 2.8) as conditions, and the kind of machine that they are for. */
export const RULE_EXAMPLES: Record<keyof RuleTexts['example'], { kind: string; expression: string }> = {
  filter: {
    kind: 'coolant-plant',
    expression: 'value("filter_dp") > 60 && value("supply_flow") < 0.8 * average("supply_flow", "1h")',
  },
  warming: {
    kind: 'raceway-grinder',
    expression: 'state() == "Execute" && rate("spindle_temp", "10m") > 0.5',
  },
  heating: {
    kind: 'mesh-belt-furnace',
    expression: 'minimum("zone_1_output", "15m") > 95 && value("zone_1_temp") < 822',
  },
  dull: {
    kind: 'raceway-grinder',
    expression: 'average("wheel_power", "5m") > 1.2 * average("wheel_power", "1h")',
  },
  idle: { kind: 'raceway-grinder', expression: 'stateFor("Suspended") > 600 && average("power", "5m") > 4' },
};
