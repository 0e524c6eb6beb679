-- What the wallet keeps, of every programme. Personal data stands in iin, key, held_by and line.

-- Whoever a programme knows. The row is the person's lock.
CREATE TABLE person (
    programme text NOT NULL,
    iin       text NOT NULL,
    PRIMARY KEY (programme, iin)
);

-- Who holds which place of which limit (N25). A key is the text of the programme's commit key, or a name that only one may
-- have; a name has a space in it, which no key has.
CREATE TABLE claim (
    programme text NOT NULL,
    key       text NOT NULL,
    -- Which of the key's places it takes: always 1 where the limit is 1.
    place     integer NOT NULL CHECK (place >= 1),
    iin       text NOT NULL,
    -- Of a key the name that holds it, of a name the key that it was given for.
    held_by   text NOT NULL,
    CONSTRAINT commit_key UNIQUE (programme, key, place),
    FOREIGN KEY (programme, iin) REFERENCES person
);

-- What happened, as lines of a journal. A line is written by the transaction that makes it true.
CREATE TABLE fact (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme text NOT NULL,
    iin       text NOT NULL,
    said_on   date NOT NULL,
    line      text NOT NULL,
    FOREIGN KEY (programme, iin) REFERENCES person
);
CREATE INDEX fact_of_person ON fact (programme, iin, said_on, number);
