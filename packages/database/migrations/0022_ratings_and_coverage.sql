-- A falling rating of an agency asks the same of a loan as a falling grade of our own; and the day on which a loan was
-- classed last, which the quarterly coverage counts by.

alter table repricing
  alter column score_id drop not null,
  alter column grade_before drop not null,
  alter column grade_after drop not null,
  add column event_id uuid;
alter table repricing no force row level security;
alter table risk_event no force row level security;
alter table repricing add constraint repricing_event
  foreign key (institution_id, event_id) references risk_event (institution_id, id);
alter table repricing force row level security;
alter table risk_event force row level security;
alter table repricing add constraint repricing_has_one_cause check ((score_id is null) <> (event_id is null));
alter table repricing add constraint repricing_of_a_score_has_grades
  check ((score_id is null) = (grade_before is null) and (score_id is null) = (grade_after is null));
create unique index repricing_of_an_event_is_found_once on repricing (institution_id, loan_id, event_id)
  where event_id is not null;

alter table loan add column classed_on date;
