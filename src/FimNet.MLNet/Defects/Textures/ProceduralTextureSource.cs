using System.Numerics;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>
/// A bank of procedural textures that stand in for natural images: the same ones in every process, each painted when first asked for and kept.
/// </summary>
internal sealed class ProceduralTextureSource : INaturalImageSource
{
    internal const int Size = 512;

    private const int BankSeed = 20230701;

    private static readonly Action<TextureCanvas, SeededRandom>[] Painters =
    [
        NoiseTextures.Clouds,
        CellTextures.Stones,
        StrokeTextures.Fur,
        LeafTextures.Leaves,
        PatternTextures.Stripes,
        NoiseTextures.Marble,
        CellTextures.Pebbles,
        PatternTextures.Landscape,
        LeafTextures.Slabs,
        NoiseTextures.WarpedClouds,
        PatternTextures.Cloth,
        CellTextures.Granite,
        NoiseTextures.Wood,
        StrokeTextures.Fibres,
        NoiseTextures.Ridges,
        PatternTextures.Bricks,
    ];

    private readonly Lazy<RgbImage>[] _bank;

    private ProceduralTextureSource(int seed, int count)
    {
        _bank = Enumerable.Range(0, count).Select(i => new Lazy<RgbImage>(() => Create(i, seed))).ToArray();
    }

    /// <summary>The textures of trainings.</summary>
    public static ProceduralTextureSource Shared { get; } = new(BankSeed, count: 60);

    /// <summary>Other textures, which no training sees.</summary>
    public static ProceduralTextureSource HeldOut { get; } = new(BankSeed + 1, count: 20);

    public int Count => _bank.Length;

    public RgbImage Get(int index) => _bank[index].Value;

    internal static RgbImage Create(int index, int seed = BankSeed)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, index));
        TextureCanvas canvas = Paint(Painters[index % Painters.Length], random);
        if (random.Chance(0.35))
        {
            Cover(canvas, Paint(Painters[random.NextInt(0, Painters.Length - 1)], random), random);
        }

        Light(canvas, random);
        return canvas.ToImage();
    }

    private static TextureCanvas Paint(Action<TextureCanvas, SeededRandom> painter, SeededRandom random)
    {
        var canvas = new TextureCanvas(Size);
        painter(canvas, random);
        return canvas;
    }

    /// <summary>Lays another texture over parts of the canvas: moss on stones, a cloth on leaves.</summary>
    private static void Cover(TextureCanvas canvas, TextureCanvas other, SeededRandom random)
    {
        var outline = new PerlinNoise(random);
        float step = (float)(1 / random.LogUniform(40, 200));
        float edge = random.Uniform(2f, 30f);
        canvas.Adjust((x, y, below) => Vector3.Lerp(below, other[(int)x, (int)y], Math.Clamp(edge * outline.Fractal(x * step, y * step, 5) + 0.5f, 0, 1)));
    }

    /// <summary>Uneven light, exposure and sensor grain.</summary>
    private static void Light(TextureCanvas canvas, SeededRandom random)
    {
        var shadow = new PerlinNoise(random);
        float depth = random.Uniform(0f, 0.35f);
        float exposure = random.Uniform(0.85f, 1.15f);
        float noise = random.Uniform(0f, 0.03f);
        canvas.Adjust((x, y, colour) =>
        {
            var grain = new Vector3(random.Uniform(-1f, 1f), random.Uniform(-1f, 1f), random.Uniform(-1f, 1f));
            return colour * (exposure + depth * shadow.Fractal(x / 250, y / 250, 3)) + noise * grain;
        });
    }
}
