-- Those who had the card in hand by taking it in only, and by no move of its item.
DELETE FROM card_hands
WHERE lane = 'card'
AND EXISTS (
    SELECT 1 FROM (SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'by' AS BIGINT) AS taker FROM card_facts WHERE kind = 'taken_in') t
    WHERE t.subject_id = card_hands.card_id AND t.taker = card_hands.person_id
)
AND NOT EXISTS (
    SELECT 1
    FROM (
        SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'keeper' AS BIGINT) AS toucher FROM custody_facts WHERE kind IN ('received', 'found_faulty', 'returned', 'sent_back')
        UNION SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'dispenser' AS BIGINT) FROM custody_facts WHERE kind = 'handed_over'
        UNION SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'person' AS BIGINT) FROM custody_facts WHERE kind = 'past_hand'
        UNION SELECT subject_id, CAST(CAST(data AS JSONB) #>> '{past,keeper}' AS BIGINT) FROM custody_facts WHERE kind = 'taken_over'
        UNION SELECT subject_id, CAST(CAST(data AS JSONB) #>> '{past,dispenser}' AS BIGINT) FROM custody_facts WHERE kind = 'taken_over'
        UNION SELECT r.subject_id, CAST(CAST(o.data AS JSONB) ->> 'to' AS BIGINT)
        FROM custody_facts r
        JOIN custody_facts o ON o.subject_id = r.subject_id AND o.kind = 'offered' AND CAST(CAST(o.data AS JSONB) ->> 'transfer' AS BIGINT) = CAST(CAST(r.data AS JSONB) ->> 'transfer' AS BIGINT)
        WHERE r.kind = 'released'
    ) m
    JOIN custody_items i ON i.id = m.subject_id
    WHERE i.card_id = card_hands.card_id AND i.lane = 'card' AND m.toucher = card_hands.person_id
);
