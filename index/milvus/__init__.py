"""The same store on Milvus: for an archive that outgrows one machine."""
