DROP TABLE journal_drafts;
DROP TABLE journal_draft_facts;
DROP TABLE account_totals;
DROP TABLE postings;
DROP TABLE entries;
DROP TABLE ledger_accounts;
DROP TABLE chart_facts;
