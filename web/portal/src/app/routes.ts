import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('../features/home/home-page.tsx'),
  route('search', '../features/search/search-page.tsx'),
  route('items/:itemId', '../features/guide/guide-page.tsx'),

  route('sign-in', '../features/sign-in/sign-in-page.tsx'),
  route('sign-in/from/:upstreamId', '../features/sign-in/from-upstream-page.tsx'),
  route('sign-in/certificate', '../features/sign-in/certificate-page.tsx'),
  route('sign-in/certificate/shown', '../features/sign-in/certificate-shown-page.tsx'),
  route('sign-in/link', '../features/sign-in/link-page.tsx'),
  route('recover', '../features/recovery/recovery-page.tsx'),
  route('register', '../features/sign-in/register-page.tsx'),
  route('sign-out', '../features/sign-in/sign-out.tsx'),
  route('signed-out/:upstreamId', '../features/sign-in/signed-out-page.tsx'),
  route('sign-on/:uid', '../features/sign-on/sign-on-page.tsx'),

  route('apply/:itemId', '../features/apply/begin-page.tsx'),
  route('drafts/:caseId', '../features/apply/continue-draft.tsx'),
  route('drafts/:caseId/form/:section', '../features/apply/form-page.tsx'),
  route('drafts/:caseId/materials', '../features/apply/materials-page.tsx'),
  route('drafts/:caseId/review', '../features/apply/review-page.tsx'),

  route('my', '../features/my-space/my-space-layout.tsx', [
    index('../features/my-space/my-cases-page.tsx'),
    route('notices', '../features/my-space/my-notices-page.tsx'),
    route('mandates', '../features/my-mandates/my-mandates-page.tsx'),
    route('licences', '../features/my-space/my-licences-page.tsx'),
    route('applications', '../features/my-space/my-applications-page.tsx'),
    route('real-name', '../features/real-name/real-name-page.tsx'),
    route('companies', '../features/real-name/companies-page.tsx'),
    route('security', '../features/my-security/security-page.tsx'),
    route('data', '../features/my-data/my-data-page.tsx'),
  ]),
  route('mandates/village', '../features/my-mandates/village-page.tsx'),
  route('mandates/guardian', '../features/my-mandates/guardian-page.tsx'),
  route('mandates/:mandateId', '../features/my-mandates/mandate-record-page.tsx'),
  route('acting', '../features/my-mandates/acting.ts'),
  route('account/close', '../features/my-space/close-account-page.tsx'),
  route('cases/:caseId', '../features/my-case/case-page.tsx'),
  route('cases/:caseId/correction', '../features/my-case/correction-page.tsx'),
  route('cases/:caseId/withdraw', '../features/my-case/withdraw-page.tsx'),

  route('lookup', '../features/lookup/lookup-page.tsx'),
  route('receipts/verify', '../features/verify/receipt-page.tsx'),
  route('verify/:code?', '../features/verify/verify-page.tsx'),

  route('senior', '../features/preferences/senior.ts'),
  route('accessibility', '../features/about/accessibility-page.tsx'),
  route('records', '../features/about/records-page.tsx'),
  route('*', '../features/about/not-found-page.tsx'),
] satisfies RouteConfig
