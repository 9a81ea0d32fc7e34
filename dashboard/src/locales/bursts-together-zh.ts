/** 多次采集合并判断的文字。 */
export const burstsTogetherZh = {
  title: '{{count}} 次采集合并判断',
  names: '合并结论：',
  alone: '最近一次采集单独看：',
  noFault: '未见故障',
  something: '有疑似故障谱线，不足以定名',
  averaged:
    '下图为 {{count}} 次采集的平均谱，各次已按自身滑差对齐，故障谱线画在无滑差位置；轴频谱线未计入。表中滑差为各次平均。',
  single: '下图和表只含最近一次采集。',
  meanSlip: '{{count}} 次平均',
  ofNewest: '最近一次',
};
