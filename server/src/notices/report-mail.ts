import type { NoticeSetup, ShiftReport } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { Notice } from './notice.ts';
import type { NoticeStore } from './notice-store.port.ts';

/** What a mail says of the report in its own words, line by line, in each language. */
export type ReportSummary = Readonly<Record<'zh' | 'en', readonly string[]>>;

type KeptShift = Pick<ShiftReport, 'line' | 'from' | 'to' | 'shift' | 'madeAt'>;

/** Sends the kept report of a shift to whoever gets it, on the same durable way as a notice; asked twice it goes once. */
export async function mailShiftReport(
  store: NoticeStore,
  index: ModelIndex,
  report: KeptShift,
  summary?: ReportSummary,
): Promise<void> {
  const stored = await store.setup();
  if (stored) await store.add(reportNotices(stored.setup, index, report, summary));
}

function reportNotices(
  setup: NoticeSetup,
  index: ModelIndex,
  report: KeptShift,
  summary: ReportSummary | undefined,
): Notice[] {
  const { contacts, channels, reports } = setup;
  const mails = new Set(
    channels.filter(({ kind, enabled }) => kind === 'email' && enabled).map(({ id }) => id),
  );
  const receivers = new Set(
    reports
      .filter(({ lines }) => lines.length === 0 || lines.includes(report.line))
      .flatMap((one) => one.contacts),
  );
  return contacts
    .filter(({ id }) => receivers.has(id))
    .flatMap(({ id, language, routes }): Notice[] => {
      const byMail = routes.filter(({ channel }) => mails.has(channel));
      if (byMail.length === 0) return [];
      const subject = `shift-report.${report.line}.${report.from}`;
      return [
        {
          id: `${subject}.${id}`,
          incident: subject,
          occasion: 'shift-report',
          contact: id,
          state: 'waiting',
          content: contentOf(index, report, summary, language),
          routes: byMail,
          hop: 0,
          tries: 0,
          attempts: [],
          createdAt: report.madeAt,
          dueAt: report.madeAt,
          sentAt: null,
          sentOn: null,
        },
      ];
    });
}

function contentOf(
  index: ModelIndex,
  report: KeptShift,
  summary: ReportSummary | undefined,
  language: 'zh' | 'en',
): Notice['content'] {
  const { line: id, from, to, shift } = report;
  const line = index.line(id)!;
  const { timeZone } = index.model.site;
  const name = line.shifts.find((one) => one.id === shift)?.name[language] ?? shift;
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(from);
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });
  const head = `${line.name[language]} ${date} ${name}`;
  const title = language === 'zh' ? `班次报告：${head}` : `Shift report: ${head}`;
  const times = `${clock.format(from)} – ${clock.format(to)}`;
  const lines = [
    language === 'zh' ? `${times}，报告见附件（PDF）。` : `${times}. The report is attached (PDF).`,
    ...(summary?.[language] ?? []),
  ];
  const key = { line: id, from, language, fileName: `linetwin-${id}-${date}.pdf` };
  return {
    title,
    lines,
    short: title,
    link: null,
    evidence: null,
    report: key,
    data: { shiftReport: report },
  };
}
