import type { ReactNode } from 'react';
import { useEffect } from 'react';
import './page.css';
import { LOCALE } from './locale.ts';
import { WORDS } from './wording.ts';

/** The frame of every page of the extension: mark, name, title and language. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = title;
    document.documentElement.lang = LOCALE === 'zh' ? 'zh-CN' : 'en';
  }, [title]);
  return (
    <main className="page">
      <header className="page-header">
        <img src={chrome.runtime.getURL(iconPath())} width={32} height={32} alt="" />
        <h1>{WORDS.productName}</h1>
      </header>
      {children}
    </main>
  );
}

/** Plasmo gives icons hashed names: the manifest knows them. */
function iconPath(): string {
  return chrome.runtime.getManifest().icons?.['64'] ?? '';
}
