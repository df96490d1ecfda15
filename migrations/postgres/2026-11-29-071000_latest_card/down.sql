-- As before: the newest that was handed over here, else the one of the old register that runs longest.
DELETE FROM active_cards;
INSERT INTO active_cards (member_id, card_id)
SELECT member_id, id
FROM (
    SELECT c.member_id, c.id, ROW_NUMBER() OVER (
        PARTITION BY c.member_id
        ORDER BY c.taken_over, CASE WHEN c.taken_over = 0 THEN -c.id ELSE 0 END, c.expires_on DESC, c.id
    ) AS place
    FROM cards c
    WHERE c.standing = 'sound' AND c.unsettled = 0
        AND EXISTS (SELECT 1 FROM custody_items i WHERE i.card_id = c.id AND i.lane = 'card' AND i.place = 'with_member')
        AND EXISTS (SELECT 1 FROM custody_items i WHERE i.card_id = c.id AND i.lane = 'pin' AND i.place = 'with_member')
) held
WHERE place = 1;
