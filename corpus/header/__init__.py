"""The formal parts of a document, to Nghị định 30/2020/NĐ-CP, Điều 8; what it does not say stays None."""
