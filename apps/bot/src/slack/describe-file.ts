import type { WebClient } from '@slack/web-api';
import type { DescribeFile } from '../feedback/chosen-files.ts';
import type { Logger } from '../log/log.ts';

/** Asks `files.info`; whatever goes wrong, the person is not kept waiting: the download will find out. */
export function describeFileWith(client: WebClient, log: Logger): DescribeFile {
  return async (id) => {
    try {
      const { file } = await client.files.info({ file: id });
      return {
        id,
        name: file?.name ?? null,
        sizeBytes: file?.size ?? null,
        permalink: file?.permalink ?? null,
      };
    } catch (error) {
      log.warn({ err: error, file: id }, 'Slack did not describe an attached file');
      return { id, name: null, sizeBytes: null, permalink: null };
    }
  };
}
