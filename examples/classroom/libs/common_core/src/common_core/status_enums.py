"""The states that essays and batches pass through."""

from enum import Enum


class EssayStatus(str, Enum):
    """Where an essay stands, from upload to result."""

    UPLOADED = "uploaded"
    TEXT_EXTRACTED = "text_extracted"
    AWAITING_SPELLCHECK = "awaiting_spellcheck"
    SPELLCHECKING_IN_PROGRESS = "spellchecking_in_progress"
    SPELLCHECKED_SUCCESS = "spellchecked_success"
    SPELLCHECK_FAILED = "spellcheck_failed"
    AWAITING_NLP = "awaiting_nlp"
    NLP_IN_PROGRESS = "nlp_in_progress"
    NLP_COMPLETED_SUCCESS = "nlp_completed_success"
    NLP_FAILED = "nlp_failed"
    AWAITING_AI_FEEDBACK = "awaiting_ai_feedback"
    AI_FEEDBACK_IN_PROGRESS = "ai_feedback_in_progress"
    AI_FEEDBACK_COMPLETED_SUCCESS = "ai_feedback_completed_success"
    AI_FEEDBACK_FAILED = "ai_feedback_failed"
    AWAITING_EDITOR_REVISION = "awaiting_editor_revision"
    EDITOR_REVISION_IN_PROGRESS = "editor_revision_in_progress"
    EDITOR_REVISION_COMPLETED_SUCCESS = "editor_revision_completed_success"
    EDITOR_REVISION_FAILED = "editor_revision_failed"
    AWAITING_GRAMMAR_CHECK = "awaiting_grammar_check"
    GRAMMAR_CHECK_IN_PROGRESS = "grammar_check_in_progress"
    GRAMMAR_CHECK_COMPLETED_SUCCESS = "grammar_check_completed_success"
    GRAMMAR_CHECK_FAILED = "grammar_check_failed"
    AWAITING_CJ_ASSESSMENT = "awaiting_cj_assessment"
    CJ_ASSESSMENT_IN_PROGRESS = "cj_assessment_in_progress"
    CJ_ASSESSMENT_SUCCESS = "cj_assessment_success"
    CJ_ASSESSMENT_FAILED = "cj_assessment_failed"
    READY_FOR_PROCESSING = "ready_for_processing"
    CONTENT_INGESTING = "content_ingesting"
    CONTENT_INGESTION_FAILED = "content_ingestion_failed"
    ALL_PROCESSING_COMPLETED = "all_processing_completed"
    ESSAY_CRITICAL_FAILURE = "essay_critical_failure"


class BatchStatus(str, Enum):
    """Where a batch of essays stands."""

    AWAITING_CONTENT_VALIDATION = "awaiting_content_validation"
    CONTENT_INGESTION_FAILED = "content_ingestion_failed"
    AWAITING_PIPELINE_CONFIGURATION = "awaiting_pipeline_configuration"
    READY_FOR_PIPELINE_EXECUTION = "ready_for_pipeline_execution"
    PROCESSING_PIPELINES = "processing_pipelines"
    AWAITING_STUDENT_VALIDATION = "awaiting_student_validation"
    STUDENT_VALIDATION_COMPLETED = "student_validation_completed"
    VALIDATION_TIMEOUT_PROCESSED = "validation_timeout_processed"
    COMPLETED_SUCCESSFULLY = "completed_successfully"
    COMPLETED_WITH_FAILURES = "completed_with_failures"
    FAILED_CRITICALLY = "failed_critically"
    CANCELLED = "cancelled"


class CJBatchStateEnum(str, Enum):
    """Where the comparative judgement of a batch stands."""

    INITIALIZING = "INITIALIZING"
    GENERATING_PAIRS = "GENERATING_PAIRS"
    WAITING_CALLBACKS = "WAITING_CALLBACKS"
    SCORING = "SCORING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class OperationStatus(str, Enum):
    """How an operation that costs credits ended."""

    COMPLETED = "completed"
    FAILED = "failed"
    BLOCKED = "blocked"
