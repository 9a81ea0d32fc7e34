import {
  newOrderSchema,
  orderChangeSchema,
  ordersQuerySchema,
  type NewOrder,
  type OrderChange,
  type OrderProgress,
  type OrdersQuery,
  type ProductionOrder,
} from '@linetwin/contracts';
import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiAt } from '../platform/api-at.ts';
import { AskedBy, Noting, type Asker, type NoteChange } from '../platform/asker.ts';
import { openApiSchema } from '../platform/openapi-schema.ts';
import { ZodPipe } from '../platform/zod.pipe.ts';
import { OrdersService } from './orders.service.ts';
import { answered } from './production-errors.ts';

@ApiTags('production')
@Controller('production/orders')
export class OrdersController {
  constructor(@Inject(OrdersService) private readonly orders: OrdersService) {}

  @Get()
  @ApiOperation({ summary: 'Orders with what was made of them: what runs first, then what is due first' })
  @ApiQuery({ name: 'open', required: false, description: 'true: only planned and running ones' })
  @ApiAt()
  list(@Query(new ZodPipe(ordersQuerySchema)) query: OrdersQuery): Promise<OrderProgress[]> {
    return this.orders.list(query);
  }

  @Post()
  @ApiOperation({ summary: 'Plans an order' })
  @ApiBody({ schema: openApiSchema(newOrderSchema) })
  async create(
    @Body(new ZodPipe(newOrderSchema)) order: NewOrder,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<ProductionOrder> {
    note({ subject: order.id });
    const after = await answered(this.orders.create(order, asker.name ?? asker.address));
    note({ subject: order.id, after });
    return after;
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes an order, starts it or ends it' })
  @ApiBody({ schema: openApiSchema(orderChangeSchema) })
  async change(
    @Param('id') id: string,
    @Body(new ZodPipe(orderChangeSchema)) change: OrderChange,
    @AskedBy() asker: Asker,
    @Noting() note: NoteChange,
  ): Promise<ProductionOrder> {
    note({ subject: id });
    const { before, after } = await answered(this.orders.change(id, change, asker.name ?? asker.address));
    note({ subject: id, before, after });
    return after;
  }
}
