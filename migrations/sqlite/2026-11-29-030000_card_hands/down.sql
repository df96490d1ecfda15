DROP TABLE active_cards;
DROP TABLE card_hands;
