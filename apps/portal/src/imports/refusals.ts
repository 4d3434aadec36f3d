import { defineWords, useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import type { Failure } from '../failure.ts'

/** Why a file or an act on it is refused. A batch's own failure may carry a detail after a colon. */
const importRefusals = defineWords({
  zh: {
    'file-is-empty': '文件是空的',
    'header-missing': '第一行没有表头',
    'header-twice': '表头中有重复的列名',
    'encoding-unknown': '无法识别文件编码，请另存为 UTF-8 或 GBK',
    'too-many-columns': '列数超过 500',
    'row-too-long': '有一行过长，可能缺少引号或换行',
    'file-too-large': '文件过大',
    'file-damaged': '文件已损坏，无法打开',
    'file-encrypted': '文件有密码，请去掉密码后再导入',
    'old-excel-file': '是旧版 .xls 文件，请另存为 .xlsx 或 CSV',
    'archive-refused': '压缩包结构异常，已拒绝打开',
    'document-type-refused': '文件含有外部定义，已拒绝打开',
    'no-worksheet': '工作簿里没有工作表',
    'mapping-does-not-fit': '列对应与文件不符',
    'unknown-column': '列对应中有不认识的字段',
    'header-not-found': '文件中没有列对应里的某一列',
    'lookup-not-found': '列对应引用了另一个文件，请用命令行导入',
    'required-column-unmapped': '还有必填列没有对应',
    'still-running': '正在进行中',
    'already-done': '此文件已经导入',
    'already-undone': '此批已经撤销',
    'changed-nothing': '试运行没有保存任何内容，无需撤销',
    'not-running': '没有在进行，无需停止',
    'of-another': '是他人导入的，您不能撤销',
    'kind-not-yours': '贷款和还款由总行风险岗位导入',
    'importer-not-active': '导入人已停用',
    'importer-may-not-import': '导入人的岗位已不能导入',
    'registry-is-for-the-institution': '工商登记由全机构范围的人员导入',
    unexpected: '系统出错，已停在最后保存的一行',
    forbidden: '您的岗位不能做这件事',
    busy: '系统繁忙，请稍后再试',
    other: '没有办成，数据没有改动。请刷新后再试。',
    unknown: '没有收到答复，结果未知。再按一次不会重复。',
  },
  en: {
    'file-is-empty': 'The file is empty',
    'header-missing': 'The first row holds no header',
    'header-twice': 'Two columns have the same name',
    'encoding-unknown': 'The encoding is not known; save the file as UTF-8 or GBK',
    'too-many-columns': 'More than 500 columns',
    'row-too-long': 'A row is too long; a quotation mark or line end may be missing',
    'file-too-large': 'The file is too large',
    'file-damaged': 'The file is damaged and cannot be opened',
    'file-encrypted': 'The file has a password; remove it first',
    'old-excel-file': 'This is an old .xls file; save it as .xlsx or CSV',
    'archive-refused': 'The archive is built in a harmful way and was not opened',
    'document-type-refused': 'The file brings definitions of its own and was not opened',
    'no-worksheet': 'The workbook holds no sheet',
    'mapping-does-not-fit': 'The columns do not fit the file',
    'unknown-column': 'The mapping names a field that is not known',
    'header-not-found': 'A column of the mapping is not in the file',
    'lookup-not-found': 'The mapping needs another file; import it on the command line',
    'required-column-unmapped': 'A required column is not mapped',
    'still-running': 'It is still running',
    'already-done': 'This file was imported',
    'already-undone': 'This batch was undone',
    'changed-nothing': 'A rehearsal keeps nothing, so there is nothing to undo',
    'not-running': 'It is not running',
    'of-another': 'Another person imported it',
    'kind-not-yours': 'Loans and repayments are imported by the risk office',
    'importer-not-active': 'Whoever imported it has left',
    'importer-may-not-import': 'Whoever imported it may no longer import',
    'registry-is-for-the-institution':
      'The register is loaded by somebody who reaches the whole institution',
    unexpected: 'The system failed; it stopped after the last row it kept',
    forbidden: 'Your post may not do this',
    busy: 'The system is busy; try again shortly',
    other: 'It was not done and nothing was changed. Refresh and try again.',
    unknown: 'No answer came, so the outcome is not known. Pressing again does not do it twice.',
  },
})

/** A reason in words, its detail kept: `header-twice: name`. */
export function useImportRefusals() {
  const words = useWords(importRefusals)
  const table = computed<Readonly<Record<string, string>>>(() => words.value)
  const inWords = (reason: string | null | undefined) => {
    if (!reason) return null
    const [code = '', detail] = reason.split(': ', 2)
    const bare = code.replace(/^import-(?:mapping-)?/, '')
    const text = table.value[code] ?? table.value[bare] ?? words.value.other
    return detail ? `${text}（${detail}）` : text
  }
  const ofFailure = (failure: Failure | undefined) => {
    if (!failure) return null
    if (failure.reason) return inWords(failure.reason)
    if (failure.code === 'FORBIDDEN') return words.value.forbidden
    return failure.code === 'OFFLINE' ? words.value.unknown : words.value.other
  }
  return { inWords, ofFailure }
}
