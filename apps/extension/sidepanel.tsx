import './panel/panel.css';
import { CompanyView } from './panel/company-view.tsx';
import { useView } from './panel/use-view.ts';
import { Page } from './ui/page.tsx';
import { PANEL } from './ui/wording.ts';

/** Beside the page: everything its reader may see of the company that the page, a badge or a search named. */
export default function SidePanel() {
  const { view, choose, retry } = useView();
  return (
    <div className="page-panel">
      <Page title={PANEL.title}>
        <CompanyView view={view} choose={choose} retry={retry} />
      </Page>
    </div>
  );
}
