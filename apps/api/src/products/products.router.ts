import {
  NewProduct,
  ProductChange,
  ProductWithdrawal,
} from '@banyan/domain/products/product-proposal'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  cancelProposal,
  decideProposal,
  ProposalDecision,
  ProposalWithdrawal,
} from './decide-proposal.ts'
import { proposeProduct, proposeVersion, proposeWithdrawal } from './propose-product.ts'
import {
  listProducts,
  pageOfProposals,
  ProductQuestion,
  ProposalPage,
  readProduct,
  readWorkingDays,
} from './read-products.ts'

const see = allowedTo('see products')
const propose = allowedTo('propose products')

export const products = createRouter({
  list: see.read(nothing, listProducts),
  get: see.read(ProductQuestion, readProduct),
  workingDays: see.read(nothing, readWorkingDays),
  proposals: see.read(ProposalPage, pageOfProposals),
  create: propose.write(NewProduct, proposeProduct),
  change: propose.write(ProductChange, proposeVersion),
  withdraw: propose.write(ProductWithdrawal, proposeWithdrawal),
  cancel: propose.write(ProposalWithdrawal, cancelProposal),
  decide: allowedTo('decide products', { fresh: true }).write(ProposalDecision, decideProposal),
})
