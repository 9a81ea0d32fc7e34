import type { RefusalTexts } from './refusals-zh.ts';

/** What is told where the server refuses: what, where, and what to do. */
export const refusalsEn: RefusalTexts = {
  'login-taken': 'The user name “{{login}}” is taken, perhaps by somebody disabled. Choose another one.',
  'last-admin': 'This is the last enabled admin. Make somebody else admin first.',
  'no-user':
    'There is no such user, or the password is kept by the identity provider and cannot be reset here. Reload the page.',
  'key-taken': 'The name “{{id}}” is taken, perhaps by a revoked one. Choose another one.',
  'no-key': 'There is no such key, or it is revoked already. Reload the page.',
  'no-display': 'There is no such display, or it is removed already. Reload the page.',
  'no-wall': 'There is no such wall; it may have been removed. Reload the page.',
  'walls-full': 'There are {{max}} walls, and no more are kept. Remove walls that are not used.',
  'no-note': 'There is no such note; it may have been removed. Reload the page.',
  'note-of-other': 'Only who wrote a note may change or remove it.',
  'notes-full': 'There are {{max}} notes, and no more are kept. Remove notes that are not needed.',
  'no-baseline': 'There is no such baseline, or it is retired already. Reload the page.',
  'no-event': 'There is no such event, or it is withdrawn already. Reload the page.',
  'processes-unknown':
    'It cannot be told just now which server processes this plant has. Try again in a moment; if it happens again, have an administrator look at the log of the server.',
  'export-too-large':
    'The range holds {{values}} values, a file at most {{most}}. Choose fewer signals or a shorter time.',
  'exports-busy': '{{count}} files are being made already. Try again in a minute.',
  'not-in-plant': 'The server has no “{{what}}”; it may have left the plant files. Reload the page.',
  'no-rule': 'There is no such rule. Go back to the list of rules.',
  'no-rule-version': 'This rule has no v{{version}}. Reload the page.',
  'no-back-test': 'This rule has no such back-test. Reload the page.',
  'rule-retired': 'The rule is retired and is not changed or switched any more. Write a new rule.',
  'rule-changed':
    'Somebody saved a newer version after v{{version}}. Note your changes, reload the page and begin from the newest version.',
  'rule-wrong':
    'The condition does not fit the plant as it is now; machines or signals may have changed. Reload the page, press “Edit” and mend what is marked.',
  'rules-full': 'There are {{max}} rules, and no more are kept. Retire rules that are not used.',
  'rule-versions-full': 'A rule has {{max}} versions at most. Write a new rule.',
  'rule-off': 'The rule is not live; there is nothing to switch off.',
  'rule-live': 'v{{version}} is live already.',
  'rule-untested': 'v{{version}} was not tested on history yet and cannot go live. Run a back-test first.',
  'rule-unseen':
    'Nobody has looked at the result of the back-test of v{{version}}, so it cannot go live. Look at the result and confirm it first.',
  'rule-unproven':
    'The back-tests of v{{version}} that were looked at found no values, which proves nothing. Test a time with values.',
  'live-rules-full': '{{max}} rules are live, and no more can be. Switch some off first.',
  'live-rules-too-long':
    'The windows of all live rules together are too long. Shorten those of this rule, give it fewer machines, or switch other rules off.',
  'back-test-future':
    'The back-test would end later than the clock of the server. Check the clock of this computer.',
  'back-test-open': 'A back-test of this version is under way. Wait until it is over.',
  'back-tests-full': '{{count}} back-tests wait or run already. Wait until some are over.',
  'back-test-no-result': 'This back-test has no result yet that could be confirmed. Wait until it is over.',
  'recommendation-closed': 'This recommendation is not open any more. See “What became of them”.',
  'recommendation-state':
    'This recommendation is in the state “$t(savings.stateName.{{state}})” and cannot be applied any more.',
  'recommendation-no-command':
    'There is no command to send: people have to do this, or the rules do not ask for it any more. See “To do now”.',
  'measure-advises':
    '“$t(savings.measureName.{{measure}})” only advises on this line or is off, and cannot be applied. An engineer can change that under “What measures may do”.',
  'measure-no-machine': 'This line has no machine that this acts on. Reload the page.',
  'measure-over': 'This measure is over already. See “What became of them”.',
  'machine-silent':
    'The machine did not answer. The command is withdrawn: the server goes on asking the machine back, and without word from the server it goes back by itself. Look whether it has.',
  'limit-range': 'This value is outside of what may be set. Keep to the range in the table.',
  'command-not-live':
    'What the page shows is not the machine of now, so no command is given from it. Go back to live; if it happens again, check the clock of this computer.',
  'command-late':
    'The time at which the machine has to be ready is over, and no command was sent. Wait for the next recommendation.',
  'commands-full': '{{count}} commands stand, and no more can. End some first.',
  'command-over': 'This command is over already. Reload the page.',
  'no-plan': 'There is no such plan, or it is not made yet. Try again in a moment, or choose another one.',
  'no-tariff':
    'No tariff says what energy costs in that time, so that costs cannot be compared. Add its table to the plant files.',
  'nothing-to-plan':
    'There is nothing to plan: the lines have no open order, and their shifts plan no parts. Add an order first, or choose other lines.',
  'plan-over': 'The time of this plan is over; it cannot be applied any more. Ask for a new plan.',
  'plan-advises':
    '“$t(savings.measureName.tariff-shift)” only advises on the line “{{line}}” or is off, so the plan cannot be applied. An engineer can change that on the page of savings under “What measures may do”.',
  'plan-not-proposed':
    'This plan is in the state “$t(planner.state.{{state}})”; only one that is “$t(planner.state.proposed)” can be applied.',
  'plan-not-applied':
    'This plan is in the state “$t(planner.state.{{state}})”; only one that is “$t(planner.state.applied)” can be withdrawn.',
  'no-production-order': 'There is no order {{id}}. Reload the page.',
  'production-order-taken':
    'There is an order {{id}} already, perhaps one that is done or cancelled. Choose another number.',
  'production-order-ended':
    'The order {{id}} is not changed any more; its state: $t(production.orderState.{{state}}).',
  'production-order-not-begun':
    'The order {{id}} has not begun and cannot be done. Start it first, or cancel it.',
  'line-has-order': 'Another order runs on this line. Finish or cancel that one first.',
  'no-stop': 'There is no record of this stop. Reload the list of stops.',
  'plant-changed':
    'Somebody else changed the plant files. Reload before you save; the machines that you moved are kept.',
  'plant-read-only':
    'The server may not write the plant folder; nothing was saved. Download the files, put them there by hand and restart the server.',
  'plant-wrong':
    'The plant files have mistakes; nothing was saved. Mend them in the files first: {{mistakes}}',
  'places-shared':
    'The file {{what}} shares places by anchors (&, *), so that one machine cannot be moved alone. Write those places out in the file first.',
  'place-unwritten':
    'The place of the machine {{what}} is not written as x and z in the plant files. Write it so first.',
  'no-run': 'There is no such run; it may have been removed. Go back to the list of runs.',
  'no-run-scenario': 'This run was imported and has no scenario.',
  'no-run-burst': 'This run has no waveform of that time. Choose another one from the list.',
  'no-simulator':
    'This server has no simulator, so that no run can start. Have an administrator set LINETWIN_SIMULATOR to its program.',
  'scenario-wrong': 'The scenario has mistakes; mend them first. Lines and reasons: {{mistakes}}',
  'run-over': 'This run is over already; there is nothing to cancel.',
  'run-not-over': 'This run is not over yet. Cancel it first, then remove it.',
  'run-elsewhere': 'The values of this run lie on another server. Do it there.',
  'run-no-values':
    'This run has no values, or they were cleared to make room. A simulation can be run again and gives the same values.',
  'runs-full': '{{count}} runs wait or run already. Wait until some are over, or cancel some.',
  'disk-full':
    'The disk of the server is full, so that no run can start. Remove runs that are not used, or have an administrator make room.',
  'branch-not-simulated': 'Only a simulated run can branch.',
  'branch-outside': 'The instant does not lie within the run that it branches from. Choose another one.',
  'branch-differs': 'A branch must have the lines, seed, start and cycle of the run that it branches from.',
  'branch-past': 'A branch may differ only after its instant. Check the times of its faults and settings.',
};
