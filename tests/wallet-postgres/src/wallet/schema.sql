-- What the wallet keeps. The month is its first day. Personal data stands in iin, account and line.

-- A person's month as the list and the SMS have left it (N11-N14). Its row is also the person's lock.
CREATE TABLE person_month (
    programme text NOT NULL,
    month     date NOT NULL,
    iin       text NOT NULL,
    on_list   boolean NOT NULL,
    consent   text NOT NULL CHECK (consent IN ('awaiting', 'given', 'refused')),
    PRIMARY KEY (programme, month, iin)
);

CREATE TABLE activation (
    programme    text NOT NULL,
    month        date NOT NULL,
    account      text NOT NULL,
    -- Which of the account's places it takes: always 1 where the limit is 1, as published.
    place        integer NOT NULL CHECK (place >= 1),
    iin          text NOT NULL,
    activated_on date NOT NULL,
    channel      text NOT NULL,
    CONSTRAINT one_voucher_a_month PRIMARY KEY (programme, month, iin),
    CONSTRAINT commit_key UNIQUE (programme, month, account, place), -- N25
    FOREIGN KEY (programme, month, iin) REFERENCES person_month
);

-- What happened, as lines of a journal. A line is written by the transaction that makes it true.
CREATE TABLE fact (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme text NOT NULL,
    month     date NOT NULL,
    iin       text NOT NULL,
    line      text NOT NULL,
    FOREIGN KEY (programme, month, iin) REFERENCES person_month
);
CREATE INDEX fact_of_person ON fact (programme, month, iin, number);
