-- The active card of a member (A4, A5.1): of those that he holds, the latest on the day on which the last of them became whole.
-- Those that run on that day come first, then the day of hand-over decides, one of ours before one of the old registers, the id
-- last: an import gives old cards new ids.
DELETE FROM active_cards;
INSERT INTO active_cards (member_id, card_id)
WITH taken AS (
    SELECT card_id, lane, MAX(handed_over_on) AS taken_on
    FROM custody_items
    WHERE place = 'with_member'
    GROUP BY card_id, lane
), held AS (
    SELECT c.member_id, c.id, c.taken_over, c.expires_on, card.taken_on AS reached_on,
        GREATEST(
            COALESCE(card.taken_on, f.usable_on),
            COALESCE(pin.taken_on, f.usable_on),
            f.usable_on
        ) AS whole_on
    FROM cards c
    JOIN taken card ON card.card_id = c.id AND card.lane = 'card'
    JOIN taken pin ON pin.card_id = c.id AND pin.lane = 'pin'
    JOIN (
        SELECT subject_id, MAX(on_date) AS usable_on
        FROM card_facts
        WHERE kind IN ('listed', 'taken_over', 'settled')
        GROUP BY subject_id
    ) f ON f.subject_id = c.id
    WHERE c.standing = 'sound' AND c.unsettled = 0
), dated AS (
    SELECT member_id, id, taken_over, expires_on, reached_on,
        MAX(whole_on) OVER (PARTITION BY member_id) AS last_on
    FROM held
), placed AS (
    SELECT member_id, id, ROW_NUMBER() OVER (
        PARTITION BY member_id
        ORDER BY CASE WHEN expires_on >= last_on THEN 0 ELSE 1 END,
            CASE WHEN reached_on IS NULL THEN 1 ELSE 0 END, reached_on DESC, taken_over, id DESC
    ) AS place
    FROM dated
)
SELECT member_id, id FROM placed WHERE place = 1;
