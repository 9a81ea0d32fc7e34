import type {
  AskBackTest,
  BackTestAnswer,
  BackTestSummary,
  ChangeRule,
  CreateRule,
  RuleDetail,
  RuleSummary,
  SwitchRule,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

/** The server is of the same version as the page, and says what it keeps in its own types. */
const answer = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);
const pathOf = (...parts: string[]) => ['/api/rules', ...parts.map(encodeURIComponent)].join('/');

/** Rules of the user and their back-tests. */
export const rulesApi = {
  list(signal?: AbortSignal): Promise<RuleSummary[]> {
    return request(z.array(answer<RuleSummary>()), pathOf(), { signal });
  },
  read(id: string, signal?: AbortSignal): Promise<RuleDetail> {
    return request(answer<RuleDetail>(), pathOf(id), { signal });
  },
  create(body: CreateRule): Promise<RuleDetail> {
    return request(answer<RuleDetail>(), pathOf(), jsonBody('POST', body));
  },
  change(id: string, body: ChangeRule): Promise<RuleDetail> {
    return request(answer<RuleDetail>(), pathOf(id, 'versions'), jsonBody('POST', body));
  },
  switchTo(id: string, body: SwitchRule): Promise<RuleDetail> {
    return request(answer<RuleDetail>(), pathOf(id, 'switch'), jsonBody('POST', body));
  },
  askBackTest(id: string, body: AskBackTest): Promise<BackTestSummary> {
    return request(answer<BackTestSummary>(), pathOf(id, 'back-tests'), jsonBody('POST', body));
  },
  readBackTest(id: string, test: string, signal?: AbortSignal): Promise<BackTestAnswer> {
    return request(answer<BackTestAnswer>(), pathOf(id, 'back-tests', test), { signal });
  },
  seeBackTest(id: string, test: string, by: string | undefined): Promise<BackTestSummary> {
    return request(
      answer<BackTestSummary>(),
      pathOf(id, 'back-tests', test, 'seen'),
      jsonBody('POST', { by }),
    );
  },
};
