import {
  seamQuerySchema,
  weldedPartQuerySchema,
  type SeamMessage,
  type SeamQuery,
  type SeamSummary,
  type SeamVerdictDetail,
  type WeldedPart,
  type WeldedPartQuery,
} from '@linetwin/contracts';
import {
  BadRequestException,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Query,
} from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiAt } from '../platform/api-at.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { SeamsService } from './seams.service.ts';

const DAY_MS = 86_400_000;

@ApiTags('seams')
@Controller('seams')
export class SeamsController {
  constructor(@Inject(SeamsService) private readonly seams: SeamsService) {}

  @Get()
  @ApiOperation({ summary: 'Weld seams that ended between two times, newest first; the last day by default' })
  @ApiQuery({ name: 'equipment', required: false, description: 'Equipment address' })
  @ApiQuery({ name: 'part', required: false, description: 'Serial of the part' })
  @ApiQuery({ name: 'from', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'to', required: false, description: 'ms since 1970 UTC' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most seams, 100 when left out' })
  list(@Query(new ZodPipe(seamQuerySchema)) query: SeamQuery): Promise<SeamSummary[]> {
    const to = query.to ?? Date.now();
    return this.seams.list({ ...query, to, from: query.from ?? to - DAY_MS });
  }

  @Get('parts')
  @ApiOperation({ summary: 'Welded parts by a piece of their serial, those welded last first' })
  @ApiQuery({ name: 'search', description: 'At least two characters' })
  @ApiQuery({ name: 'limit', required: false, description: 'Most parts, 10 when left out' })
  @ApiAt()
  parts(@Query(new ZodPipe(weldedPartQuerySchema)) query: WeldedPartQuery): Promise<WeldedPart[]> {
    return this.seams.parts(query);
  }

  @Get(':site/:area/:line/:equipment/:endedAt')
  @ApiOperation({ summary: 'One weld seam, millimetre by millimetre' })
  async read(
    @Param('site') site: string,
    @Param('area') area: string,
    @Param('line') line: string,
    @Param('equipment') equipment: string,
    @Param('endedAt') endedAt: string,
  ): Promise<SeamMessage> {
    const time = timeOf(endedAt);
    const address = `${site}/${area}/${line}/${equipment}`;
    const seam = await this.seams.read(address, time);
    if (!seam) throw new NotFoundException(`There is no seam of ${address} that ended at ${endedAt}.`);
    return seam;
  }

  @Get(':site/:area/:line/:equipment/:endedAt/verdict')
  @ApiOperation({
    summary: 'Verdict of one weld seam with its evidence, and whether it comes out the same again',
  })
  async verdict(
    @Param('site') site: string,
    @Param('area') area: string,
    @Param('line') line: string,
    @Param('equipment') equipment: string,
    @Param('endedAt') endedAt: string,
  ): Promise<SeamVerdictDetail> {
    const address = `${site}/${area}/${line}/${equipment}`;
    const verdict = await this.seams.verdict(address, timeOf(endedAt));
    if (!verdict)
      throw new NotFoundException(`There is no verdict of a seam of ${address} that ended at ${endedAt}.`);
    return verdict;
  }
}

function timeOf(endedAt: string): number {
  const time = Number(endedAt);
  if (Number.isFinite(time)) return time;
  throw new BadRequestException(`"${endedAt}" is no time; give the end of the seam in ms since 1970 UTC.`);
}
