-- Money paid ahead on instalments that a new schedule does away with is given back: it is held for the borrower, and
-- what was paid is told below zero on a row of its own, where no money comes in.
alter table repayment
  drop constraint repayment_kind_is_known,
  add constraint repayment_kind_is_known check (kind in ('repayment', 'prepayment', 'recovery', 'held', 'returned')),
  drop constraint repayment_is_positive,
  add constraint repayment_is_positive check (
    case when kind = 'returned' then amount = 0 and held > 0 else amount > 0 end);

-- A share pays parts of an instalment, or gives them back; never both.
alter table repayment_share
  drop constraint repayment_share_principal_is_not_negative,
  drop constraint repayment_share_interest_is_not_negative,
  drop constraint repayment_share_penalty_is_not_negative,
  drop constraint repayment_share_compound_is_not_negative,
  drop constraint repayment_share_fee_is_not_negative,
  add constraint repayment_share_has_one_direction check (
    least(principal, interest, penalty, compound, fee) >= 0 or greatest(principal, interest, penalty, compound, fee) <= 0);
