-- Who has ever had which half of a card in hand (A7.1.3, A7.2.3x), and the one active card of a member (A4, A5.1).
-- The lane is part of the key: registers of before may show one person with both halves, and such a card must still open.
CREATE TABLE card_hands (
    card_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    lane TEXT NOT NULL,
    PRIMARY KEY (card_id, person_id, lane)
);
CREATE TABLE active_cards (
    member_id BIGINT NOT NULL PRIMARY KEY,
    card_id BIGINT NOT NULL UNIQUE
);

-- What the facts told so far: received, found faulty, taken back, handed over, taken over; released to whom it was offered.
INSERT INTO card_hands (card_id, person_id, lane)
SELECT i.card_id, h.person_id, i.lane
FROM (
    SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'keeper' AS BIGINT) AS person_id
    FROM custody_facts WHERE kind IN ('received', 'found_faulty', 'returned', 'sent_back')
    UNION SELECT subject_id, CAST(CAST(data AS JSONB) ->> 'dispenser' AS BIGINT) FROM custody_facts WHERE kind = 'handed_over'
    UNION SELECT subject_id, CAST(CAST(data AS JSONB) #>> '{past,keeper}' AS BIGINT) FROM custody_facts WHERE kind = 'taken_over'
    UNION SELECT subject_id, CAST(CAST(data AS JSONB) #>> '{past,dispenser}' AS BIGINT) FROM custody_facts WHERE kind = 'taken_over'
    UNION SELECT r.subject_id, CAST(CAST(o.data AS JSONB) ->> 'to' AS BIGINT)
    FROM custody_facts r
    JOIN custody_facts o ON o.subject_id = r.subject_id AND o.kind = 'offered'
        AND CAST(CAST(o.data AS JSONB) ->> 'transfer' AS BIGINT) = CAST(CAST(r.data AS JSONB) ->> 'transfer' AS BIGINT)
    WHERE r.kind = 'released'
) h
JOIN custody_items i ON i.id = h.subject_id
WHERE h.person_id IS NOT NULL
GROUP BY i.card_id, h.person_id, i.lane;

-- Both halves with the member, neither blocked nor cancelled: the newest that was handed over here, else the one of the old
-- register that runs longest.
INSERT INTO active_cards (member_id, card_id)
SELECT member_id, id
FROM (
    SELECT c.member_id, c.id, ROW_NUMBER() OVER (
        PARTITION BY c.member_id
        ORDER BY c.taken_over, CASE WHEN c.taken_over = 0 THEN -c.id ELSE 0 END, c.expires_on DESC, c.id
    ) AS place
    FROM cards c
    WHERE c.standing = 'sound'
        AND EXISTS (SELECT 1 FROM custody_items i WHERE i.card_id = c.id AND i.lane = 'card' AND i.place = 'with_member')
        AND EXISTS (SELECT 1 FROM custody_items i WHERE i.card_id = c.id AND i.lane = 'pin' AND i.place = 'with_member')
) held
WHERE place = 1;
