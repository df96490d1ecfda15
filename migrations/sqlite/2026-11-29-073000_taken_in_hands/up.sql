-- Who takes a member's earlier card in has had that card in hand (A7.2.3x): what the facts told so far.
INSERT INTO card_hands (card_id, person_id, lane)
SELECT DISTINCT t.subject_id, t.person_id, 'card'
FROM (SELECT subject_id, json_extract(data, '$.by') AS person_id FROM card_facts WHERE kind = 'taken_in') t
WHERE NOT EXISTS (
    SELECT 1 FROM card_hands h WHERE h.card_id = t.subject_id AND h.person_id = t.person_id AND h.lane = 'card'
);
