import { lazy, Suspense, type ReactNode } from 'react';
import { useRoutes } from 'react-router';
import { withPageTexts } from '../locales/i18n.ts';
import { Loading } from '../ui/panel.tsx';
import { DeskFrame, Frame } from './frame.tsx';
import { WALL_PATH } from '../live/display.ts';
import { NotFound, PageErrorBoundary } from './page-error.tsx';

const HallPage = lazy(() => import('../views/hall/hall-page.tsx'));
const LinePage = lazy(withPageTexts(() => import('../views/line/line-page.tsx')));
const EquipmentPage = lazy(withPageTexts(() => import('../views/equipment/equipment-page.tsx')));
const AlarmsPage = lazy(withPageTexts(() => import('../views/alarms/alarms-page.tsx')));
const FindingsPage = lazy(withPageTexts(() => import('../views/findings/findings-page.tsx')));
const SeamsPage = lazy(withPageTexts(() => import('../views/seams/seams-page.tsx')));
const EnergyPage = lazy(withPageTexts(() => import('../views/energy/energy-page.tsx')));
const UsersPage = lazy(withPageTexts(() => import('../views/users/users-page.tsx')));
const DisplaysPage = lazy(withPageTexts(() => import('../views/displays/displays-page.tsx')));
const WallsPage = lazy(withPageTexts(() => import('../views/walls/walls-page.tsx')));
const KeysPage = lazy(withPageTexts(() => import('../views/keys/keys-page.tsx')));
const AuditPage = lazy(withPageTexts(() => import('../views/audit/audit-page.tsx')));
const WallPage = lazy(withPageTexts(() => import('../views/wall/wall-page.tsx')));
const MaintenancePage = lazy(withPageTexts(() => import('../views/maintenance/maintenance-page.tsx')));
const IncidentPage = lazy(withPageTexts(() => import('../views/maintenance/incident-page.tsx')));
const NoticesPage = lazy(withPageTexts(() => import('../views/notices/notices-page.tsx')));
const LinkPage = lazy(withPageTexts(() => import('../views/maintenance/link-page.tsx')));
const ProductionPage = lazy(withPageTexts(() => import('../views/production/production-page.tsx')));
const PlannerPage = lazy(withPageTexts(() => import('../views/planner/planner-page.tsx')));
const SavingsPage = lazy(withPageTexts(() => import('../views/savings/savings-page.tsx')));
const SystemPage = lazy(withPageTexts(() => import('../views/system/system-page.tsx')));
const LayoutPage = lazy(withPageTexts(() => import('../views/layout/layout-page.tsx')));
const WorkbenchPage = lazy(withPageTexts(() => import('../views/workbench/workbench-page.tsx')));
const RulesPage = lazy(withPageTexts(() => import('../views/rules/rules-page.tsx')));
const RunsPage = lazy(withPageTexts(() => import('../views/runs/runs-page.tsx')));
const NewRunPage = lazy(withPageTexts(() => import('../views/runs/new-run-page.tsx')));
const RunHallPage = lazy(withPageTexts(() => import('../views/runs/hall/run-hall-page.tsx')));
const RunPage = lazy(withPageTexts(() => import('../views/runs/run-page.tsx')));

function page(content: ReactNode) {
  const waiting = (
    <div className="page">
      <Loading rows={8} />
    </div>
  );
  return (
    <PageErrorBoundary>
      <Suspense fallback={waiting}>{content}</Suspense>
    </PageErrorBoundary>
  );
}

const ROUTES = [
  {
    element: (
      <PageErrorBoundary>
        <Frame />
      </PageErrorBoundary>
    ),
    children: [
      { path: WALL_PATH, element: page(<WallPage />) },
      // Whoever follows a link may not be signed in: around this page nothing of the plant is known.
      { path: '/n/:token', element: page(<LinkPage />) },
      {
        element: <DeskFrame />,
        children: [
          { path: '/', element: page(<HallPage />) },
          { path: '/lines/:line', element: page(<LinePage />) },
          { path: '/equipment/*', element: page(<EquipmentPage />) },
          { path: '/alarms', element: page(<AlarmsPage />) },
          { path: '/findings', element: page(<FindingsPage />) },
          { path: '/seams', element: page(<SeamsPage />) },
          { path: '/energy', element: page(<EnergyPage />) },
          { path: '/maintenance', element: page(<MaintenancePage />) },
          { path: '/maintenance/:incident', element: page(<IncidentPage />) },
          { path: '/notices', element: page(<NoticesPage />) },
          { path: '/production', element: page(<ProductionPage />) },
          { path: '/planner', element: page(<PlannerPage />) },
          { path: '/rules', element: page(<RulesPage />) },
          { path: '/runs', element: page(<RunsPage />) },
          { path: '/runs/new', element: page(<NewRunPage />) },
          { path: '/runs/:run', element: page(<RunPage />) },
          { path: '/runs/:run/hall', element: page(<RunHallPage />) },
          { path: '/savings', element: page(<SavingsPage />) },
          { path: '/workbench', element: page(<WorkbenchPage />) },
          { path: '/layout', element: page(<LayoutPage />) },
          { path: '/system', element: page(<SystemPage />) },
          { path: '/users', element: page(<UsersPage />) },
          { path: '/displays', element: page(<DisplaysPage />) },
          { path: '/walls', element: page(<WallsPage />) },
          { path: '/keys', element: page(<KeysPage />) },
          { path: '/audit', element: page(<AuditPage />) },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
];

/** The page that the address names. What loads data stays with the pages, so the router only has to choose. */
export function Routes() {
  return useRoutes(ROUTES);
}
