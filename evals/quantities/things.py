"""Things that papers and digests count, in English and Korean: what tells `97 scenes` from `97 languages`.

A noun stands here when it says enough to tell one count from another. Words that fit any count (way,
kind, aspect; 것, 가지, 개, 방법) are left out: a number with one of them is a number of nothing known.
Parameters, tokens and other measures are units.

Several English nouns may share a Korean one (단계 is a step, a stage or a phase), so a lookup answers with
every thing a phrase may name: two texts speak of the same thing when their answers have one in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.quantities.units import with_plural

if TYPE_CHECKING:
    from collections.abc import Mapping

# Canonical name, then further English names after a comma; Korean names; alphabetical in each group.
_THINGS: Mapping[str, str] = {
    # Models and their parts
    "adapter": "어댑터",
    "agent": "에이전트",
    "architecture": "아키텍처, 구조",
    "backbone": "백본",
    "block": "블록",
    "branch": "브랜치, 분기",
    "channel": "채널",
    "checkpoint": "체크포인트",
    "circuit": "회로",
    "codebook": "코드북",
    "component": "구성 요소, 구성요소, 컴포넌트, 요소",
    "decoder": "디코더",
    "detector": "탐지기, 검출기",
    "embedding": "임베딩",
    "encoder": "인코더",
    "expert": "전문가, 엑스퍼트",
    "feature": "특징, 피처, 기능",
    "filter": "필터",
    "head, attention head": "헤드, 어텐션 헤드",
    "hyperparameter, hyper-parameter": "하이퍼파라미터, 하이퍼 파라미터",
    "kernel": "커널",
    "layer": "레이어, 층, 계층",
    "model, llm, lmm, mllm, vlm, lvlm, lm, large language model, language model, foundation model, "
    "vision-language model, diffusion model": "모델, 언어 모델, 대형 언어 모델, 대규모 언어 모델, LLM, VLM, MLLM, LMM",
    "module": "모듈",
    "network": "네트워크, 신경망",
    "neuron": "뉴런",
    "policy": "정책",
    "teacher": "교사",
    "transformer": "트랜스포머",
    "variant": "변형, 변종, 버전",
    "version": "버전",
    # Training and inference
    "batch": "배치",
    "bin": "구간, 빈",
    "demonstration, demo": "시연, 데모",
    "epoch": "에포크, 에폭",
    "experiment": "실험",
    "forward pass": "순방향 패스, 포워드 패스",
    "generation": "세대, 생성",
    "iteration": "반복, 이터레이션",
    "loss, loss function, loss term": "손실, 손실 함수, 손실함수",
    "node": "노드",
    "objective, training objective": "목표, 목적, 목적 함수",
    "optimizer": "옵티마이저",
    "phase": "단계, 국면, 페이즈",
    "reward": "보상",
    "rollout": "롤아웃",
    "round": "라운드",
    "run": "실행",
    "sampling step, denoising step, diffusion step": "샘플링 단계, 샘플링 스텝, 디노이징 단계, 단계, 스텝",
    "seed, random seed": "시드",
    "shot": "샷",
    "stage": "단계, 스테이지",
    "step": "단계, 스텝, 걸음",
    "strategy": "전략",
    "trajectory": "궤적, 경로",
    "transition": "전이, 전환, 트랜지션",
    "trial": "시행, 시도",
    "turn": "턴",
    "update": "업데이트",
    # Hardware
    "accelerator": "가속기",
    "camera": "카메라",
    "chip": "칩",
    "core": "코어",
    "cpu": "CPU",
    "device": "기기, 장치, 디바이스",
    "drone": "드론",
    "gpu": "GPU, 그래픽 카드",
    "machine": "기계, 머신",
    "npu": "NPU",
    "robot": "로봇",
    "sensor": "센서",
    "server": "서버",
    "tpu": "TPU",
    "user": "사용자, 유저",
    "vehicle": "차량",
    # Data
    "action": "행동, 동작, 액션",
    "annotation": "주석, 어노테이션, 라벨",
    "answer": "답변, 답, 정답",
    "article": "기사, 글, 논문",
    "audio clip": "오디오 클립",
    "book": "책, 도서",
    "bounding box": "바운딩 박스, 경계 상자",
    "caption": "캡션, 설명",
    "character": "문자, 글자, 캐릭터, 인물, 등장인물",
    "chart": "차트",
    "clip, video clip": "클립, 비디오 클립, 영상 클립",
    "code": "코드",
    "column": "열, 컬럼",
    "comment": "댓글, 코멘트",
    "conversation": "대화",
    "corpus": "코퍼스, 말뭉치",
    "data point, datapoint": "데이터 포인트, 데이터포인트, 데이터",
    "database": "데이터베이스, DB",
    "dataset, data set": "데이터셋, 데이터 셋, 데이터 세트, 데이터세트, 데이터",
    "dialogue, dialog": "대화, 다이얼로그",
    "document": "문서",
    "edge": "엣지, 에지, 간선",
    "entity": "엔티티, 개체",
    "entry": "항목, 엔트리",
    "episode": "에피소드",
    "event": "이벤트, 사건",
    "example, training example": "예시, 예제, 사례, 예",
    "fact": "사실",
    "file": "파일",
    "frame": "프레임",
    "function": "함수, 기능",
    "gaussian": "가우시안",
    "graph": "그래프",
    "image, picture": "이미지, 그림, 영상",
    "image-text pair": "이미지-텍스트 쌍, 이미지 텍스트 쌍, 쌍",
    "instance": "인스턴스, 사례",
    "instruction": "지시, 지시문, 지침, 명령, 명령어, 인스트럭션, 지시사항",
    "interaction": "상호작용, 인터랙션",
    "item": "항목, 아이템",
    "keypoint": "키포인트",
    "label": "레이블, 라벨",
    "line": "줄, 라인, 행",
    "mask, segmentation mask": "마스크",
    "mesh": "메쉬, 메시",
    "message": "메시지",
    "motion": "모션, 동작",
    "movie, film": "영화",
    "object": "객체, 물체, 오브젝트",
    "observation": "관찰, 관측",
    "page, web page, webpage": "페이지, 웹페이지, 웹 페이지",
    "pair": "쌍, 페어",
    "paper": "논문, 페이퍼",
    "paragraph": "단락, 문단",
    "passage": "지문, 구절, 패시지",
    "patch": "패치",
    "patent": "특허",
    "photo, photograph": "사진",
    "point cloud": "포인트 클라우드",
    "pose": "포즈, 자세",
    "post": "게시물, 게시글",
    "preference, preference pair": "선호, 선호도, 선호 쌍",
    "problem": "문제",
    "program": "프로그램",
    "prompt": "프롬프트",
    "publication": "출판물, 논문",
    "query": "쿼리, 질의, 질문",
    "question": "질문, 문항, 문제",
    "question-answer pair, qa pair, question-answering pair": "질문-답변 쌍, 질의응답 쌍, QA 쌍, 질문 답변 쌍, 쌍",
    "record": "레코드, 기록",
    "recording": "녹음, 녹화, 기록",
    "reference": "참조, 참고 문헌, 레퍼런스",
    "relation": "관계",
    "relationship": "관계",
    "repository, repo": "저장소, 레포지토리, 리포지토리",
    "response": "응답, 답변",
    "review": "리뷰",
    "row": "행",
    "sample, data sample, training sample": "샘플, 표본, 데이터 샘플, 데이터",
    "scene": "장면, 씬",
    "sentence": "문장",
    "sequence": "시퀀스, 수열",
    "shape": "형상, 모양",
    "sketch": "스케치",
    "song": "노래, 곡",
    "story": "이야기, 스토리",
    "summary": "요약",
    "table": "표, 테이블",
    "template": "템플릿",
    "text": "텍스트",
    "thread": "스레드",
    "triplet, triple": "삼중항, 트리플렛, 트리플",
    "tuple": "튜플",
    "tweet": "트윗",
    "utterance": "발화",
    "video": "비디오, 영상, 동영상",
    "view, viewpoint": "뷰, 시점, 관점",
    "voxel": "복셀",
    "website, web site, site": "웹사이트, 웹 사이트, 사이트",
    "word": "단어, 어휘, 낱말",
    # Evaluation
    "ability": "능력",
    "baseline": "베이스라인, 기준선, 기준 모델",
    "benchmark": "벤치마크",
    "case, test case": "사례, 경우, 케이스, 테스트 케이스",
    "category": "카테고리, 범주, 분류",
    "class": "클래스, 부류",
    "competition": "대회, 경진대회",
    "criterion": "기준",
    "dimension": "차원",
    "evaluation": "평가",
    "evaluator": "평가자",
    "exam": "시험",
    "judgment, judgement": "판단",
    "level": "수준, 레벨, 단계",
    "metric": "지표, 메트릭, 척도",
    "rating": "평점, 평가",
    "score": "점수",
    "setting": "설정, 환경",
    "subset": "부분 집합, 부분집합, 하위 집합, 서브셋",
    "split": "분할, 스플릿",
    "task": "작업, 과제, 태스크, 업무",
    "test": "테스트, 시험",
    "victory, win": "승리",
    # People and places
    "annotator": "주석자, 어노테이터, 라벨러",
    "author": "저자",
    "city": "도시",
    "company": "기업, 회사",
    "country": "국가, 나라, 개국",
    "human": "인간, 사람",
    "individual": "개인, 사람, 개체",
    "institution": "기관",
    "organization": "조직, 기관, 단체",
    "participant": "참가자, 참여자, 피험자",
    "patient": "환자",
    "person": "사람, 명",
    "player": "플레이어, 선수",
    "region": "지역, 영역",
    "researcher": "연구자, 연구원",
    "role": "역할",
    "speaker": "화자",
    "student": "학생",
    "subject": "피험자, 대상자, 과목, 주제",
    "volunteer": "자원봉사자, 지원자",
    # Subject matter
    "algorithm": "알고리즘",
    "api": "API",
    "app": "앱, 애플리케이션",
    "application": "애플리케이션, 응용, 응용 프로그램, 응용 분야, 앱",
    "area": "분야, 영역",
    "attack": "공격",
    "attribute": "속성",
    "axis": "축",
    "capability": "능력, 기능, 역량",
    "challenge": "과제, 도전, 도전 과제, 챌린지",
    "cluster": "클러스터, 군집",
    "concept": "개념",
    "configuration": "구성, 설정",
    "constraint": "제약, 제약 조건",
    "contribution": "기여",
    "degree of freedom, dof": "자유도",
    "department": "부서",
    "discipline": "학문, 분야, 학문 분야",
    "domain": "도메인, 분야, 영역",
    "embodiment": "구현체, 임바디먼트",
    "environment": "환경",
    "field": "분야, 필드",
    "framework": "프레임워크",
    "game": "게임, 경기",
    "genre": "장르",
    "innovation": "혁신",
    "insight": "통찰, 인사이트",
    "job": "작업, 직업",
    "language": "언어, 개국어",
    "library": "라이브러리",
    "lighting configuration, lighting condition, lighting setup": "조명 설정, 조명 구성, 조명 조건, 조명",
    "material": "재료, 소재, 재질",
    "modality": "모달리티, 양식",
    "molecule": "분자",
    "operation": "연산, 작업",
    "pattern": "패턴",
    "pipeline": "파이프라인",
    "profession": "직업",
    "property": "속성, 특성, 성질",
    "protein": "단백질",
    "rule": "규칙",
    "scenario": "시나리오, 상황",
    "signal": "신호",
    "skill": "기술, 스킬, 기량",
    "source": "출처, 소스",
    "species": "종",
    "state": "상태",
    "style": "스타일, 양식, 화풍",
    "subcategory, sub-category": "하위 카테고리, 하위 범주, 하위카테고리, 하위범주",
    "subproblem, sub-problem": "하위 문제, 하위문제",
    "subtask, sub-task": "하위 작업, 하위 과제, 하위작업, 서브태스크, 하위 태스크",
    "symbol": "기호",
    "system": "시스템",
    "theorem": "정리",
    "tool": "도구, 툴",
    "topic": "주제, 토픽",
    "trait": "특성",
    "transformation": "변환",
    "variable": "변수",
}


def _index(forms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for name, spellings in forms.items():
        for spelling in spellings:
            if name not in index.get(spelling, ()):
                index[spelling] = (*index.get(spelling, ()), name)
    return index


def _name(row: str) -> str:
    return row.partition(", ")[0]


def _english(row: str) -> tuple[str, ...]:
    return tuple(form for word in row.replace("-", " ").split(", ") for form in with_plural(word))


_ENGLISH = _index({_name(row): _english(row) for row in _THINGS})
_KOREAN = _index({_name(row): tuple(ko.replace(" ", "") for ko in names.split(", ")) for row, names in _THINGS.items()})

NAMES = frozenset(map(_name, _THINGS))
"""The canonical name of every thing."""

ENGLISH_WORDS_MOST = max(len(form.split()) for form in _ENGLISH)
"""How many words the longest English name has."""

KOREAN_LETTERS_MOST = max(map(len, _KOREAN))
"""How many letters the longest Korean name has, spaces left out."""


def english_things(phrase: str) -> tuple[str, ...]:
    """Return what an English noun phrase may name, in the order of the table; nothing when it is unknown.

    Case, number and hyphens for spaces do not matter: `Question-Answer Pairs`, `question answer pair`.
    """
    return _ENGLISH.get(phrase.lower().replace("-", " "), ())


def korean_things(phrase: str) -> tuple[str, ...]:
    """Return what a Korean noun phrase without particles may name, likewise; spaces do not matter."""
    return _KOREAN.get(phrase.replace(" ", ""), ())
