import { useState } from 'react';
import type { DataTable, Table, TableCell } from '../src/blocks/data.ts';
import { usePage } from './context.tsx';
import { RichTextView } from './rich-text.tsx';

function Cell({ cell }: { cell: TableCell }) {
  if (cell.type === 'rich_text') return <RichTextView block={cell} />;
  if (cell.type === 'raw_number') return <>{cell.text ?? cell.value.toLocaleString()}</>;
  return <>{cell.text}</>;
}

/** A table block: its first row is the header. */
export function TableView({ block }: { block: Table }) {
  const [head, ...rows] = block.rows;
  const styleOf = (column: number) => {
    const setting = block.column_settings?.[column];
    return {
      textAlign: setting?.align ?? ('left' as const),
      whiteSpace: setting?.is_wrapped ? ('normal' as const) : ('nowrap' as const),
    };
  };
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
            {head?.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
              <th key={column} style={styleOf(column)} scope="col">
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
                <td key={column} style={styleOf(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sortKey = (cell: TableCell | undefined): number | string =>
  cell?.type === 'raw_number' ? cell.value : cell?.type === 'raw_text' ? cell.text : '';

/** A data_table block: pages, and sorts by a click on a header. */
export function DataTableView({ block }: { block: DataTable }) {
  const { t } = usePage();
  const [page, setPage] = useState(0);
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const [head, ...rest] = block.rows;
  const rows = sort
    ? [...rest].sort((one, other) => {
        const [a, b] = [sortKey(one[sort.column]), sortKey(other[sort.column])];
        const order =
          typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN');
        return sort.down ? -order : order;
      })
    : rest;
  const size = block.page_size ?? 5;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = rows.slice(page * size, page * size + size);
  const rowHeader = block.row_header_column_index ?? 0;
  return (
    <div className="table-frame">
      <table>
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {head?.map((cell, column) => {
              const sorted = sort?.column === column;
              return (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
                  key={column}
                  scope="col"
                  className={rest[0]?.[column]?.type === 'raw_number' ? 'number' : undefined}
                  aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" onClick={() => setSort({ column, down: sorted ? !sort.down : false })}>
                    <Cell cell={cell} /> <span aria-hidden>{sorted ? (sort.down ? '▾' : '▴') : ''}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
            <tr key={index}>
              {row.map((cell, column) => {
                const Tag = column === rowHeader ? 'th' : 'td';
                const number = cell.type === 'raw_number' ? 'number' : undefined;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
                  <Tag key={column} className={number} scope={column === rowHeader ? 'row' : undefined}>
                    <Cell cell={cell} />
                  </Tag>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <div className="pager">
          <button type="button" className="button small" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {t('previous')}
          </button>
          <span>{t('page', { page: page + 1, pages })}</span>
          <button type="button" className="button small" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
            {t('next')}
          </button>
        </div>
      )}
    </div>
  );
}
