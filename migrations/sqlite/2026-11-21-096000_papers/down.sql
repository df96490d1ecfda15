DROP TABLE issued_papers;
