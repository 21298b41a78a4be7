import { createBrowserRouter } from 'react-router'
import { Frame } from './frame.tsx'
import { FailedPage, NoSuchPage } from './failed-page.tsx'

export const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <Frame />,
      errorElement: <FailedPage />,
      hydrateFallbackElement: <></>,
      children: [
        {
          index: true,
          lazy: async () => ({ Component: (await import('../features/inbox/inbox-page.tsx')).InboxPage }),
        },
        {
          path: 'cases',
          lazy: async () => ({
            Component: (await import('../features/case-search/case-search-page.tsx')).CaseSearchPage,
          }),
        },
        {
          path: 'cases/:caseId',
          lazy: async () => ({
            Component: (await import('../features/case-review/case-review-page.tsx')).CaseReviewPage,
          }),
        },
        {
          path: 'intake',
          lazy: async () => ({
            Component: (await import('../features/counter-intake/choose-item-page.tsx')).ChooseItemPage,
          }),
        },
        {
          path: 'intake/:itemId',
          lazy: async () => ({
            Component: (await import('../features/counter-intake/register-case-page.tsx')).RegisterCasePage,
          }),
        },
        {
          path: 'items',
          lazy: async () => ({ Component: (await import('./item-routes.tsx')).ItemsRoute }),
        },
        {
          path: 'items/:itemId',
          lazy: async () => ({ Component: (await import('./item-routes.tsx')).ItemRoute }),
        },
        {
          path: 'items/:itemId/differences',
          lazy: async () => ({
            Component: (await import('../features/item-drafts/compare-versions-page.tsx')).CompareVersionsPage,
          }),
        },
        {
          path: 'items/:itemId/adjust/:kind',
          lazy: async () => ({
            Component: (await import('../features/item-adjustments/propose-page.tsx')).ProposePage,
          }),
        },
        {
          path: 'items/adjustments/:adjustmentId',
          lazy: async () => ({
            Component: (await import('../features/item-adjustments/adjustment-page.tsx')).AdjustmentPage,
          }),
        },
        {
          path: 'items/:itemId/attach',
          lazy: async () => ({ Component: (await import('../features/item-drafts/attach-page.tsx')).AttachPage }),
        },
        {
          path: 'items/coverage',
          lazy: async () => ({ Component: (await import('./item-routes.tsx')).CoverageRoute }),
        },
        {
          path: 'items/coverage/bulletins',
          lazy: async () => ({
            Component: (await import('../features/item-coverage/bulletins-page.tsx')).BulletinsPage,
          }),
        },
        {
          path: 'items/coverage/bulletins/:bulletinId',
          lazy: async () => ({
            Component: (await import('../features/item-coverage/bulletin-page.tsx')).BulletinPage,
          }),
        },
        {
          path: 'items/types',
          lazy: async () => ({ Component: (await import('./item-routes.tsx')).PowerTypesRoute }),
        },
        {
          path: 'items/types/:changeId',
          lazy: async () => ({
            Component: (await import('../features/power-types/type-change-page.tsx')).TypeChangePage,
          }),
        },
        {
          path: 'items/simplification',
          lazy: async () => ({ Component: (await import('./item-routes.tsx')).SimplificationRoute }),
        },
        {
          path: 'items/import',
          lazy: async () => ({ Component: (await import('../features/item-drafts/import-page.tsx')).ImportPage }),
        },
        {
          path: 'items/base',
          lazy: async () => ({
            Component: (await import('../features/item-drafts/base-items-page.tsx')).BaseItemsPage,
          }),
        },
        {
          path: 'items/upstream',
          lazy: async () => ({
            Component: (await import('../features/item-upstreams/upstreams-page.tsx')).UpstreamsPage,
          }),
        },
        {
          path: 'items/drafts',
          lazy: async () => ({ Component: (await import('../features/item-drafts/drafts-page.tsx')).DraftsPage }),
        },
        {
          path: 'items/drafts/:draftId',
          lazy: async () => ({ Component: (await import('../features/item-drafts/draft-page.tsx')).DraftPage }),
        },
        {
          path: 'lists',
          lazy: async () => ({ Component: (await import('../features/rosters/rosters-page.tsx')).RostersPage }),
        },
        {
          path: 'lists/:kind',
          lazy: async () => ({ Component: (await import('../features/rosters/roster-page.tsx')).RosterPage }),
        },
        {
          path: 'lists/kinds',
          lazy: async () => ({ Component: (await import('../features/rosters/kinds-page.tsx')).KindsPage }),
        },
        {
          path: 'lists/kinds/new',
          lazy: async () => ({ Component: (await import('../features/rosters/kind-form-page.tsx')).KindFormPage }),
        },
        {
          path: 'lists/kinds/:kind',
          lazy: async () => ({ Component: (await import('../features/rosters/kind-form-page.tsx')).KindFormPage }),
        },
        {
          path: 'lists/kinds/changes/:changeId',
          lazy: async () => ({ Component: (await import('../features/rosters/kind-change-page.tsx')).KindChangePage }),
        },
        {
          path: 'lists/batches/:batchId',
          lazy: async () => ({ Component: (await import('../features/rosters/batch-page.tsx')).BatchPage }),
        },
        {
          path: 'halls',
          lazy: async () => ({ Component: (await import('../features/halls/halls-page.tsx')).HallsPage }),
        },
        {
          path: 'halls/:hallId',
          lazy: async () => ({ Component: (await import('../features/halls/hall-page.tsx')).HallPage }),
        },
        {
          path: 'table-design',
          lazy: async () => ({ Component: (await import('../features/table-editor/table-page.tsx')).TablePage }),
        },
        {
          path: 'template-design',
          lazy: async () => ({
            Component: (await import('../features/template-editor/template-page.tsx')).TemplatePage,
          }),
        },
        {
          path: 'flow-check',
          lazy: async () => ({ Component: (await import('../features/flow-draft/flow-draft-page.tsx')).FlowDraftPage }),
        },
        {
          path: 'limits/:limitId',
          lazy: async () => ({
            Component: (await import('../features/limit-account/limit-account-page.tsx')).LimitAccountPage,
          }),
        },
        {
          path: 'flows',
          lazy: async () => ({
            Component: (await import('../features/flow-versions/flow-definitions-page.tsx')).FlowDefinitionsPage,
          }),
        },
        {
          path: 'flows/:definitionId',
          lazy: async () => ({
            Component: (await import('../features/flow-versions/change-version-page.tsx')).ChangeVersionPage,
          }),
        },
        {
          path: 'supervision',
          lazy: async () => ({
            Component: (await import('../features/supervision/running-limits-page.tsx')).RunningLimitsPage,
          }),
        },
        {
          path: 'supervision/moves',
          lazy: async () => ({
            Component: (await import('../features/supervision/limit-moves-page.tsx')).LimitMovesPage,
          }),
        },
        {
          path: 'supervision/acts',
          lazy: async () => ({
            Component: (await import('../features/supervision/daily-acts-page.tsx')).DailyActsPage,
          }),
        },
        {
          path: 'supervision/ledger',
          lazy: async () => ({ Component: (await import('../features/supervision/ledger-page.tsx')).LedgerPage }),
        },
        {
          path: 'supervision/streams/:kind/:id',
          lazy: async () => ({ Component: (await import('../features/supervision/stream-page.tsx')).StreamPage }),
        },
        {
          path: 'audit',
          lazy: async () => ({ Component: (await import('../features/audit/audit-page.tsx')).AuditPage }),
        },
        {
          path: 'audit/alerts',
          lazy: async () => ({ Component: (await import('../features/audit/alerts-page.tsx')).AlertsPage }),
        },
        {
          path: 'audit/alerts/:alertId',
          lazy: async () => ({ Component: (await import('../features/audit/alert-page.tsx')).AlertPage }),
        },
        {
          path: 'audit/rules',
          lazy: async () => ({ Component: (await import('../features/audit/rules-page.tsx')).RulesPage }),
        },
        {
          path: 'exports',
          lazy: async () => ({ Component: (await import('../features/exports/exports-page.tsx')).ExportsPage }),
        },
        {
          path: 'exports/new',
          lazy: async () => ({ Component: (await import('../features/exports/ask-export-page.tsx')).AskExportPage }),
        },
        {
          path: 'exports/rule',
          lazy: async () => ({ Component: (await import('../features/exports/export-rule-page.tsx')).ExportRulePage }),
        },
        {
          path: 'erasures',
          lazy: async () => ({
            Component: (await import('../features/erasures/erasures-page.tsx')).ErasuresPage,
          }),
        },
        {
          path: 'applications',
          lazy: async () => ({
            Component: (await import('../features/applications/applications-page.tsx')).ApplicationsPage,
          }),
        },
        {
          path: 'applications/new',
          lazy: async () => ({
            Component: (await import('../features/applications/request-application-page.tsx')).RequestApplicationPage,
          }),
        },
        {
          path: 'applications/:clientId',
          lazy: async () => ({
            Component: (await import('../features/applications/application-page.tsx')).ApplicationPage,
          }),
        },
        {
          path: 'administration',
          lazy: async () => ({
            Component: (await import('../features/administration/administration-page.tsx')).AdministrationPage,
          }),
        },
        {
          path: 'staff-changes',
          lazy: async () => ({
            Component: (await import('../features/administration/staff-changes-page.tsx')).StaffChangesPage,
          }),
        },
        {
          path: 'substitutions',
          lazy: async () => ({
            Component: (await import('../features/substitutions/substitutions-page.tsx')).SubstitutionsPage,
          }),
        },
        {
          path: 'mandates',
          lazy: async () => ({ Component: (await import('../features/mandates/mandates-page.tsx')).MandatesPage }),
        },
        {
          path: 'recovery',
          lazy: async () => ({ Component: (await import('../features/recovery/recovery-page.tsx')).RecoveryPage }),
        },
        {
          path: 'notices',
          lazy: async () => ({ Component: (await import('../features/notices/notices-page.tsx')).NoticesPage }),
        },
        {
          path: 'profile',
          lazy: async () => ({ Component: (await import('../features/profile/profile-page.tsx')).ProfilePage }),
        },
        { path: '*', element: <NoSuchPage /> },
      ],
    },
  ],
  { basename: '/desk' },
)
