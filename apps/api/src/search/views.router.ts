import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  follow,
  markSeen,
  OneParty,
  readFollows,
  readRecents,
  Recents,
  SeenParty,
  unfollow,
} from './keep-follows.ts'
import { ForgetLayout, forgetLayout, KeepLayout, keepLayout } from './keep-layouts.ts'
import {
  ChangeView,
  changeView,
  ChooseView,
  chooseView,
  LockView,
  lockView,
  RemoveView,
  removeView,
  SaveView,
  saveView,
  SetDefaultView,
  setDefaultView,
  ShareView,
  shareView,
} from './keep-views.ts'
import { listLayouts } from './layouts.queries.ts'
import { OneView, readView, readViews, ViewsOfPage } from './read-views.ts'

export const views = createRouter({
  list: allowedTo('see views').read(ViewsOfPage, readViews),
  get: allowedTo('see views').read(OneView, readView),
  save: allowedTo('keep views').write(SaveView, saveView),
  change: allowedTo('keep views').write(ChangeView, changeView),
  choose: allowedTo('keep views').write(ChooseView, chooseView),
  remove: allowedTo('keep views').write(RemoveView, removeView),
  share: allowedTo('share views').write(ShareView, shareView),
  lock: allowedTo('govern views').write(LockView, lockView),
  setDefault: allowedTo('govern views').write(SetDefaultView, setDefaultView),
})

export const layouts = createRouter({
  all: allowedTo('see views').read(nothing, listLayouts),
  keep: allowedTo('keep views').write(KeepLayout, keepLayout),
  forget: allowedTo('keep views').write(ForgetLayout, forgetLayout),
})

export const follows = createRouter({
  list: allowedTo('follow customers').read(nothing, readFollows),
  recents: allowedTo('follow customers').read(Recents, readRecents),
  follow: allowedTo('follow customers').write(OneParty, follow),
  unfollow: allowedTo('follow customers').write(OneParty, unfollow),
  seen: allowedTo('follow customers').write(SeenParty, markSeen),
})
