-- Those who had the card in hand by taking it in only, and by no move of its item.
DELETE FROM card_hands
WHERE lane = 'card'
AND EXISTS (
    SELECT 1 FROM (SELECT subject_id, json_extract(data, '$.by') AS taker FROM card_facts WHERE kind = 'taken_in') t
    WHERE t.subject_id = card_hands.card_id AND t.taker = card_hands.person_id
)
AND NOT EXISTS (
    SELECT 1
    FROM (
        SELECT subject_id, json_extract(data, '$.keeper') AS toucher FROM custody_facts WHERE kind IN ('received', 'found_faulty', 'returned', 'sent_back')
        UNION SELECT subject_id, json_extract(data, '$.dispenser') FROM custody_facts WHERE kind = 'handed_over'
        UNION SELECT subject_id, json_extract(data, '$.person') FROM custody_facts WHERE kind = 'past_hand'
        UNION SELECT subject_id, json_extract(data, '$.past.keeper') FROM custody_facts WHERE kind = 'taken_over'
        UNION SELECT subject_id, json_extract(data, '$.past.dispenser') FROM custody_facts WHERE kind = 'taken_over'
        UNION SELECT r.subject_id, json_extract(o.data, '$.to')
        FROM custody_facts r
        JOIN custody_facts o ON o.subject_id = r.subject_id AND o.kind = 'offered' AND json_extract(o.data, '$.transfer') = json_extract(r.data, '$.transfer')
        WHERE r.kind = 'released'
    ) m
    JOIN custody_items i ON i.id = m.subject_id
    WHERE i.card_id = card_hands.card_id AND i.lane = 'card' AND m.toucher = card_hands.person_id
);
