import { fileURLToPath } from 'node:url';
import type { ProductionOverview, StopClass } from '@linetwin/contracts';
import { isSpeedUnknown, overEffective } from '@linetwin/kpi';
import type { ModelIndex } from '@linetwin/model';
import PDFDocument from 'pdfkit';
import { energyRows } from './energy-rows.ts';
import { blankReason, reportFigures } from './report-figures.ts';
import { count, duration, moment, percent } from './report-format.ts';
import { REPORT_TEXTS, type ReportLanguage, type ReportTexts } from './report-texts.ts';

/** Noto Sans SC with the characters of simplified Chinese and Latin, so that no server needs a font of its own. */
const FONT = fileURLToPath(new URL('../../../fonts/noto-sans-sc-400.ttf', import.meta.url));

const MARGIN = 40;
const WIDTH = 595.28 - 2 * MARGIN;
const INK = '#14202B';
const MUTED = '#4A5A6A';
const RULE = '#C7D0D9';
const GREY = '#7C8A98';
const GREEN = '#1F8F5F';
const COLOUR: Record<StopClass, string> = {
  down: '#C8323A',
  stopped: '#55626F',
  changeover: '#A65E8C',
  held: '#2F6FE4',
  startUp: '#3C86B4',
  starved: '#B27A0B',
  blocked: '#C05A2A',
  waiting: '#6C8299',
};
const MAX_REASONS = 12;

interface Pen {
  doc: PDFKit.PDFDocument;
  overview: ProductionOverview;
  index: ModelIndex;
  language: ReportLanguage;
  texts: ReportTexts;
}

/** The production page of a line over a time as an A4 document, for the board and for mail. */
export async function productionReport(
  overview: ProductionOverview,
  index: ModelIndex,
  language: ReportLanguage,
): Promise<Buffer> {
  const texts = REPORT_TEXTS[language];
  const line = index.line(overview.line)!;
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: `${texts.title} ${line.name[language]}`, Creator: 'Linetwin' },
    lang: language === 'zh' ? 'zh-CN' : 'en-GB',
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => doc.on('end', resolve));
  doc.font(FONT).fillColor(INK);
  const pen: Pen = { doc, overview, index, language, texts };
  head(pen);
  figures(pen);
  if (blankReason(overview) === 'notKnown') blank(pen);
  else {
    waterfall(pen);
    reasons(pen);
  }
  energy(pen);
  bottlenecks(pen);
  machines(pen);
  foot(pen);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function head({ doc, overview, index, language, texts }: Pen): void {
  const line = index.line(overview.line)!;
  const { site } = index.model;
  const { shift, from, to } = overview;
  const isShift = shift !== null && shift.from === from;
  doc.fontSize(18).text(`${texts.title} · ${line.name[language]}`, MARGIN, MARGIN);
  doc
    .fontSize(9)
    .fillColor(MUTED)
    .text(
      `${site.name[language]} · ${isShift ? `${shift.name[language]} · ` : ''}${moment(from, site.timeZone)} – ${moment(to, site.timeZone)} ${texts.plantTime}`,
    )
    .text(line.product[language])
    .moveDown(0.6)
    .fillColor(INK);
}

function figures({ doc, overview, index, language, texts }: Pen): void {
  const { target, pacing, unrecordedS } = overview;
  const tiles = reportFigures(overview, language);
  const top = doc.y;
  const width = WIDTH / 4;
  tiles.forEach(([name, value], i) => {
    const x = MARGIN + (i % 4) * width;
    const y = top + Math.floor(i / 4) * 44;
    doc
      .fontSize(8)
      .fillColor(MUTED)
      .text(name, x, y, { width: width - 8, lineBreak: false });
    doc
      .fontSize(i === 0 ? 17 : 13)
      .fillColor(INK)
      .text(value, x, y + 12, { width: width - 8, lineBreak: false });
  });
  const ids = pacing.map((address) => index.equipment(address)?.id ?? address).join(', ');
  const notes = [
    ...(target ? [texts.target(percent(target.oee, 0))] : []),
    texts.method(ids),
    ...(unrecordedS > 60 ? [texts.unknown(duration(unrecordedS))] : []),
    ...tooFast({ overview, index, texts }),
  ];
  doc
    .fontSize(8)
    .fillColor(MUTED)
    .text(notes.join(language === 'zh' ? '' : ' '), MARGIN, top + 90, { width: WIDTH })
    .fillColor(INK);
}

/** Which machines were more than 100 % effective by more than an item that was begun before, as their plan is wrong. */
function tooFast({ overview, index, texts }: Pick<Pen, 'overview' | 'index' | 'texts'>): string[] {
  const ids = overview.machines
    .filter((row) => overEffective(row)?.reason === 'run-time-too-long')
    .map(({ machine }) => index.equipment(machine!)?.id ?? machine!);
  return ids.length > 0 ? [texts.tooFast(ids.join(', '))] : [];
}

/** Instead of losses and stops, which would be read as none. */
function blank(pen: Pen): void {
  const { doc, texts } = pen;
  title(pen, texts.notKnown);
  doc.fontSize(9).text(texts.notRecorded, MARGIN, doc.y, { width: WIDTH });
}

/** From planned time over losses to the time of good items, one bar a line. */
function waterfall(pen: Pen): void {
  const { doc, overview, texts } = pen;
  const { plannedBusyS, goodS, losses } = overview.losses;
  title(pen, texts.waterfall);
  if (plannedBusyS === 0) return void doc.fontSize(9).text(texts.noPlan);
  if (isSpeedUnknown(overview.indicators)) return void doc.fontSize(9).text(texts.tooEarly);
  const [availability, effectiveness, quality] = losses;
  const rows = [
    { name: texts.planned, seconds: plannedBusyS, colour: GREY, total: true },
    ...availability.children
      .filter(({ seconds }) => seconds >= plannedBusyS * 0.001)
      .map(({ id, seconds }) => ({
        name: texts.class[id as StopClass],
        seconds,
        colour: COLOUR[id as StopClass],
        total: false,
      })),
    { name: texts.slow, seconds: effectiveness.seconds, colour: '#B27A0B', total: false },
    { name: texts.scrapLoss, seconds: quality.seconds, colour: '#C05A2A', total: false },
    { name: texts.good, seconds: goodS, colour: GREEN, total: true },
  ];
  const left = MARGIN + 90;
  const width = WIDTH - 90 - 120;
  let level = plannedBusyS;
  for (const { name, seconds, colour, total } of rows) {
    const y = doc.y;
    const end = total ? seconds : level;
    if (!total) level -= seconds;
    const from = total ? 0 : Math.min(level, end);
    doc.fontSize(9).fillColor(INK).text(name, MARGIN, y, { width: 86, lineBreak: false });
    doc
      .rect(
        left + (width * from) / plannedBusyS,
        y + 2,
        Math.max(0.5, (width * Math.abs(seconds)) / plannedBusyS),
        9,
      )
      .fill(colour);
    doc
      .fillColor(INK)
      .text(`${duration(seconds)} · ${percent(seconds / plannedBusyS)}`, left + width + 6, y, {
        width: 114,
        align: 'right',
        lineBreak: false,
      });
    doc.y = y + 15;
  }
  doc.x = MARGIN;
}

function reasons(pen: Pen): void {
  const { doc, overview, texts } = pen;
  title(pen, texts.reasons);
  if (overview.reasons.length === 0) return void doc.fontSize(9).text(texts.noStops, MARGIN);
  table(
    pen,
    [texts.reason, texts.count, texts.duration],
    overview.reasons
      .slice(0, MAX_REASONS)
      .map(({ reason, seconds, count: times }) => [
        reasonName(pen, reason),
        String(times),
        duration(seconds),
      ]),
    [WIDTH - 160, 70, 90],
  );
}

function energy(pen: Pen): void {
  const { overview, index, language, texts } = pen;
  if (!overview.energy) return;
  title(pen, texts.energy);
  const rows = energyRows(overview.energy, index.model.site.timeZone, language);
  table(
    pen,
    ['', '', texts.restsOn],
    rows.map(({ name, value, basis }) => [name, value, basis]),
    [WIDTH - 320, 170, 150],
  );
}

function bottlenecks(pen: Pen): void {
  const { doc, overview, index, language, texts } = pen;
  if (overview.bottlenecks.length === 0) return;
  title(pen, texts.bottleneck);
  const { timeZone } = index.model.site;
  const stations = index.line(overview.line)!.stations;
  const text = overview.bottlenecks
    .map(({ from, bottleneck }) => {
      const station = stations.find(({ id }) => id === bottleneck?.station);
      const name = station ? `${station.id} ${station.name[language]}` : texts.none;
      return `${moment(from, timeZone).slice(11)} ${name}`;
    })
    .join(language === 'zh' ? '；' : '; ');
  doc.fontSize(9).text(text, MARGIN, doc.y, { width: WIDTH });
}

function machines(pen: Pen): void {
  const { overview, index, language, texts } = pen;
  if (overview.machines.length === 0) return;
  title(pen, texts.machines);
  const order = new Map<string, number>(index.model.equipment.map(({ address }, i) => [address, i]));
  const rows = [...overview.machines].sort((a, b) => order.get(a.machine!)! - order.get(b.machine!)!);
  table(
    pen,
    [
      texts.machine,
      texts.oee,
      texts.availability,
      texts.effectiveness,
      texts.quality,
      texts.made,
      texts.scrap,
      texts.failures,
    ],
    rows.map((row) => {
      const equipment = index.equipment(row.machine!);
      return [
        `${equipment?.id ?? row.machine} ${equipment?.name[language] ?? ''}`,
        row.PBT > 0 ? percent(row.oee) : row.coverage > 0 ? texts.noPlan : texts.notKnown,
        percent(row.availability),
        percent(row.effectiveness),
        percent(row.qualityRatio),
        count(row.GQ, language),
        count(row.SQ, language),
        String(row.FE),
      ];
    }),
    [WIDTH - 7 * 55, 55, 55, 55, 55, 55, 55, 55],
  );
}

/** Rows with a head that is repeated on every page. Columns after the first are figures. */
function table(
  { doc }: Pen,
  names: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  const drawRow = (cells: readonly string[], isHead: boolean) => {
    doc.fontSize(8).fillColor(isHead ? MUTED : INK);
    const heights = cells.map((cell, i) => doc.heightOfString(cell, { width: widths[i] - 4 }));
    const height = Math.max(...heights) + 4;
    if (doc.y + height > doc.page.height - MARGIN - 20) {
      doc.addPage();
      if (!isHead) drawRow(names, true);
      doc.fontSize(8).fillColor(isHead ? MUTED : INK);
    }
    const y = doc.y;
    let x = MARGIN;
    cells.forEach((cell, i) => {
      doc.text(cell, x, y + 1, { width: widths[i] - 4, align: i === 0 ? 'left' : 'right' });
      x += widths[i];
    });
    doc.y = y + height;
    doc
      .moveTo(MARGIN, doc.y - 1)
      .lineTo(MARGIN + WIDTH, doc.y - 1)
      .lineWidth(isHead ? 0.8 : 0.3)
      .stroke(RULE);
  };
  drawRow(names, true);
  for (const row of rows) drawRow(row, false);
  doc.x = MARGIN;
  doc.fillColor(INK);
}

function title({ doc }: Pen, text: string): void {
  if (doc.y > doc.page.height - MARGIN - 100) doc.addPage();
  doc.moveDown(0.9).fontSize(11).fillColor(INK).text(text, MARGIN, doc.y, { width: WIDTH }).moveDown(0.3);
}

function reasonName({ index, language, texts }: Pen, reason: string): string {
  if (reason === 'micro' || reason === 'unexplained') return texts[reason];
  if (reason.startsWith('alarm:')) {
    const [address] = reason.slice('alarm:'.length).split(' ');
    return texts.alarm(index.signal(address)?.name[language] ?? address);
  }
  return index.model.production.stopReasons.find(({ id }) => id === reason)?.name[language] ?? reason;
}

function foot({ doc, texts }: Pen): void {
  const { start, count: pages } = doc.bufferedPageRange();
  for (let i = start; i < start + pages; i++) {
    doc.switchToPage(i);
    // Below the margin, where text would otherwise begin another page.
    doc.page.margins.bottom = 0;
    doc
      .fontSize(8)
      .fillColor(MUTED)
      .text(texts.page(i + 1, pages), MARGIN, doc.page.height - MARGIN + 8, {
        width: WIDTH,
        align: 'right',
        lineBreak: false,
      });
  }
}
